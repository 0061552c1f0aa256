// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

/** A checkpoint that cannot be used. The message names the file, the fault and the next step. */
public final class CheckpointException extends Exception {
  private static final long serialVersionUID = 1L;

  public CheckpointException(String message) {
    super(message);
  }

  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }

  /** What {@code cause} says, which names all three. */
  public CheckpointException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
