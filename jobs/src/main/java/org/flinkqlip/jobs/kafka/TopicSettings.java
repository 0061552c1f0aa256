// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a topic that decide what becomes of records.
 *
 * @param maxMessageBytes its {@code max.message.bytes}
 * @param timestamps which timestamps it takes
 * @param retentionMillis after which time by their timestamps it deletes records; empty for never
 */
record TopicSettings(
    long maxMessageBytes, TimestampBounds timestamps, OptionalLong retentionMillis) {

  /**
   * Of Kafka's own names and values.
   *
   * @param values the value of a name, brokers' defaults included, or null
   */
  static TopicSettings of(Function<String, @Nullable String> values) {
    // Brokers before 3.6 know one limit for both directions, later ones before 4.0 all three.
    long either = millis(values, "message.timestamp.difference.max.ms");
    return new TopicSettings(
        Long.parseLong(values.apply("max.message.bytes")),
        new TimestampBounds(
            "LogAppendTime".equals(values.apply("message.timestamp.type")),
            Math.min(either, millis(values, "message.timestamp.before.max.ms")),
            Math.min(either, millis(values, "message.timestamp.after.max.ms"))),
        retention(values));
  }

  private static long millis(Function<String, @Nullable String> values, String name) {
    return Optional.ofNullable(values.apply(name)).map(Long::parseLong).orElse(Long.MAX_VALUE);
  }

  private static OptionalLong retention(Function<String, @Nullable String> values) {
    String policy = Optional.ofNullable(values.apply("cleanup.policy")).orElse("delete");
    long retention = millis(values, "retention.ms");
    boolean deletes = List.of(policy.split("\\s*,\\s*")).contains("delete");
    return deletes && retention >= 0 && retention < Long.MAX_VALUE
        ? OptionalLong.of(retention)
        : OptionalLong.empty();
  }
}
