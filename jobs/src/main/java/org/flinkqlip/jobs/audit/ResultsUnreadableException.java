// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

/** The result topics could not be read, or hold what is no result; the message names the record. */
public final class ResultsUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ResultsUnreadableException(String message) {
    super(message);
  }

  public ResultsUnreadableException(String message, Throwable cause) {
    super(message, cause);
  }
}
