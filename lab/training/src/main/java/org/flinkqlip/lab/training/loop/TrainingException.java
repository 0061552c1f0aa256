// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;

/** A run that cannot start or go on; the message is all that the user needs. */
public final class TrainingException extends IOException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
