// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import org.jspecify.annotations.Nullable;

/** A bundle that is refused. The message names the file, the fault and the next step. */
public final class BundleException extends Exception {
  private static final long serialVersionUID = 1L;

  public BundleException(String message) {
    super(message);
  }

  public BundleException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What {@code cause} says, which names all three. */
  public BundleException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
