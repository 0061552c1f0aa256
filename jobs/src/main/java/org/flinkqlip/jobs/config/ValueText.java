// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** Option values as people write them, and back where Flink has another idea of it. */
final class ValueText {

  private ValueText() {}

  /** A value as people write it. */
  static String of(Object value) {
    if (value instanceof Duration duration) {
      return duration.isZero() ? "0" : TimeUtils.formatWithHighestUnit(duration);
    }
    if (value instanceof MemorySize size) {
      return size.getBytes() == 0 ? "0" : size.toString();
    }
    if (value instanceof Enum<?> constant) {
      return label(constant);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Object::toString).collect(Collectors.joining(","));
    }
    return String.valueOf(value);
  }

  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E constant(Class<E> constants, Object raw) {
    return Enum.valueOf(
        constants, raw.toString().trim().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  static List<String> texts(Object raw) {
    List<?> items = raw instanceof List<?> list ? list : Arrays.asList(raw.toString().split(","));
    return items.stream().map(item -> item.toString().trim()).filter(s -> !s.isEmpty()).toList();
  }
}
