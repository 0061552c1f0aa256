// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

/** The broker did not start or did not do what it was asked; the message says why. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message) {
    super(message);
  }

  BrokerException(String message, Throwable cause) {
    super(message, cause);
  }
}
