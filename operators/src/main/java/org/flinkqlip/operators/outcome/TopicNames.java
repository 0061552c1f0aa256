// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of the names of a job's topics. */
public final class TopicNames {
  private TopicNames() {}

  /**
   * The name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public static String require(String name) {
    if (requireNonNull(name, "topic is null").isBlank()) {
      throw new IllegalArgumentException("topic is empty: name a topic");
    }
    return name;
  }

  /**
   * Checks that each kind of record has a topic of its own.
   *
   * @throws IllegalArgumentException if two share one
   */
  public static void requireDistinct(
      List<? extends OutputTopic<?, ?>> results, String deadLetters) {
    List<String> names = results.stream().map(OutputTopic::name).toList();
    Set<String> distinct = new HashSet<>(names);
    if (distinct.size() < names.size()) {
      throw new IllegalArgumentException("results need topics of their own: " + names);
    }
    if (distinct.contains(deadLetters)) {
      throw new IllegalArgumentException("dead letters need a topic of their own: " + deadLetters);
    }
  }
}
