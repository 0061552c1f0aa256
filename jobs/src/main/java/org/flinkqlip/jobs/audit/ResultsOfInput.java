package org.flinkqlip.jobs.audit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The results that name one input record. */
final class ResultsOfInput {

  private final Set<ResultTopic> topics = EnumSet.noneOf(ResultTopic.class);
  private final List<ResultTopic> duplicates = new ArrayList<>();
  private Optional<String> category = Optional.empty();

  void add(ResultRecord result) {
    if (!topics.add(result.topic())) {
      duplicates.add(result.topic());
    } else if (result.topic() == ResultTopic.DEAD_LETTERS) {
      category = result.content().flatMap(ResultRecord.Content::category);
    }
  }

  boolean has(ResultTopic topic) {
    return topics.contains(topic);
  }

  /** One entry for each result beyond the first of its topic. */
  List<ResultTopic> duplicates() {
    return duplicates;
  }

  Optional<String> category() {
    return category;
  }
}
