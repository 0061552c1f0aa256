// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

/** The stage itself is broken (its device, a service it needs), not one record: the job fails. */
public class StageFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  public StageFailedException(String message) {
    super(message);
  }

  public StageFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
