// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A file made to do harm, and how it must end.
 *
 * @param name what it is
 * @param format the group that it is counted in
 * @param source makes its content anew with each call: together they would fill the heap
 * @param faults any of these; empty if it must become pixels
 */
record HostileFile(String name, String format, Supplier<byte[]> source, Set<ImageFault> faults) {

  HostileFile {
    requireNonNull(source, name);
    faults = Set.copyOf(faults);
  }

  static HostileFile refused(
      String format, String name, Supplier<byte[]> source, ImageFault fault, ImageFault... others) {
    return new HostileFile(format + " " + name, format, source, EnumSet.of(fault, others));
  }

  static HostileFile decoded(String format, String name, Supplier<byte[]> source) {
    return new HostileFile(format + " " + name, format, source, Set.of());
  }

  byte[] content() {
    return source.get();
  }

  /** Whether its pixels, as many as the limits allow, are all decoded. */
  boolean isSlow() {
    return name.contains(" 64 ");
  }

  @Override
  public String toString() {
    return name;
  }
}
