// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Content that could not be fetched, and why. The message names the uri without user info. */
public final class FetchException extends Exception {
  private static final long serialVersionUID = 1L;

  private final FetchFault fault;

  public FetchException(FetchFault fault, String message) {
    this(fault, message, null);
  }

  public FetchException(FetchFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = requireNonNull(fault, "fault is null");
  }

  /** What went wrong. */
  public FetchFault fault() {
    return fault;
  }
}
