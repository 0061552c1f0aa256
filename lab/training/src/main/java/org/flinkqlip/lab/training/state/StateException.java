// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.state;

import java.io.IOException;

/** A saved state that cannot be used; the message names its folder, the fault and the next step. */
public final class StateException extends IOException {
  private static final long serialVersionUID = 1L;

  public StateException(String message) {
    super(message);
  }

  public StateException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What {@code cause} says, which names all three. */
  public StateException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
