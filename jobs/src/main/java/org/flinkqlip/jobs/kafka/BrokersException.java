// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

/** Brokers that cannot be reached, or on which the job cannot run. */
public final class BrokersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokersException(String message) {
    super(message);
  }

  public BrokersException(String message, Throwable cause) {
    super(message, cause);
  }
}
