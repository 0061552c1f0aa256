// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A payload that is no record: the record is at fault, and reading it again gives the same. */
public final class MalformedRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  private final WireFault fault;

  /** The fault, and for people the item, what is wrong and the next step. */
  public MalformedRecordException(WireFault fault, String message) {
    this(fault, message, null);
  }

  /** As the shorter one, with the failure that showed the fault, or null. */
  public MalformedRecordException(WireFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = Objects.requireNonNull(fault, "fault is null");
  }

  /** What is wrong with the payload. */
  public WireFault fault() {
    return fault;
  }
}
