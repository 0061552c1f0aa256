// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

/** A demo that cannot go on; the message is all that the user needs. */
public final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
