// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

/** A session that could not be opened, or a call of it that failed. */
public final class InferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  public InferenceException(String message, Throwable cause) {
    super(message, cause);
  }

  public InferenceException(String message) {
    super(message);
  }
}
