// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import java.util.Optional;
import org.flinkqlip.operators.record.InputPosition;

/**
 * Records of a partition that follow each other.
 *
 * @param first the first of them
 * @param end offset after the last
 */
record OffsetRange(InputPosition first, long end) {

  static OffsetRange of(InputPosition one) {
    return new OffsetRange(one, one.offset() + 1);
  }

  boolean isOfPartition(InputPosition record) {
    return first.partition() == record.partition() && first.topic().equals(record.topic());
  }

  boolean contains(InputPosition record) {
    return isOfPartition(record) && record.offset() >= first.offset() && record.offset() < end;
  }

  /** What lies behind a record of the same partition; nothing if the range ends with it. */
  Optional<OffsetRange> after(InputPosition record) {
    long from = Math.max(first.offset(), record.offset() + 1);
    return from < end
        ? Optional.of(
            new OffsetRange(new InputPosition(first.topic(), first.partition(), from), end))
        : Optional.empty();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return first + ".." + end;
  }

  static Optional<OffsetRange> parse(String text) {
    int dots = text.lastIndexOf("..");
    if (dots < 0) {
      return Optional.empty();
    }
    try {
      long end = Long.parseLong(text.substring(dots + 2));
      return InputPosition.parse(text.substring(0, dots)).map(first -> new OffsetRange(first, end));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
