// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

/** A command that cannot do what it was asked; the message is all that the user needs. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }

  public CommandFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
