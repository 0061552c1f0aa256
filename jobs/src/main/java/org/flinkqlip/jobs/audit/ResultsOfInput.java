// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results that name one input record. */
final class ResultsOfInput {
  private final Map<String, ResultRecord> firsts = new HashMap<>();
  private final List<String> duplicates = new ArrayList<>();

  void add(ResultRecord result) {
    if (firsts.putIfAbsent(result.topic(), result) != null) {
      duplicates.add(result.topic());
    }
  }

  boolean has(String topic) {
    return firsts.containsKey(topic);
  }

  /** The first result of a topic, if there is one. */
  Optional<ResultRecord> first(String topic) {
    return Optional.ofNullable(firsts.get(topic));
  }

  /** One entry for each result beyond the first of its topic. */
  List<String> duplicates() {
    return duplicates;
  }
}
