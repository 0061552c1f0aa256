// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schema registry could not be asked, or refused: the record at hand is not at fault.
 *
 * <p>Transient faults were already retried as {@link SchemaRegistryOptions} says. Messages never
 * hold credentials.
 */
public final class RegistryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RegistryFault fault;

  /** The fault, and for people the item, what is wrong and the next step. */
  public RegistryException(RegistryFault fault, String message) {
    this(fault, message, null);
  }

  /** As the shorter one, with the failure behind it, or null. */
  public RegistryException(RegistryFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = Objects.requireNonNull(fault, "fault is null");
  }

  /** What went wrong, and so whether a retry may help. */
  public RegistryFault fault() {
    return fault;
  }
}
