// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.flinkqlip.jobs.audit.Expectation;
import org.jspecify.annotations.Nullable;

/**
 * A record to send. The array is not copied: neither side may change it.
 *
 * @param key the record's key, if it gets one
 * @param value the record's value in its wire format, or null for a tombstone
 * @param caption text that describes the image, for people
 * @param expected what the record must become
 */
public record FeedRecord(
    Optional<String> key, byte @Nullable [] value, String caption, Expectation expected) {

  /** Rejects nulls, of the value apart. */
  public FeedRecord {
    requireNonNull(key, "key is null");
    requireNonNull(caption, "caption is null");
    requireNonNull(expected, "expected is null");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeedRecord that
        && key.equals(that.key)
        && Arrays.equals(value, that.value)
        && caption.equals(that.caption)
        && expected.equals(that.expected);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, Arrays.hashCode(value), caption, expected);
  }

  @Override
  public String toString() {
    return "FeedRecord[%s, %s, %s, %s]"
        .formatted(
            key.orElse("no key"),
            value == null ? "tombstone" : value.length + " bytes",
            caption,
            expected);
  }
}
