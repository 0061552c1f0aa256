// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** An image that cannot become pixels, and why. */
public final class ImageRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ImageFault fault;

  public ImageRejectedException(ImageFault fault, String message) {
    this(fault, message, null);
  }

  public ImageRejectedException(ImageFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = requireNonNull(fault, "fault is null");
  }

  /** What is wrong with the content. */
  public ImageFault fault() {
    return fault;
  }
}
