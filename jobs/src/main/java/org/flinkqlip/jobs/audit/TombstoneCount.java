// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.DUPLICATE;
import static org.flinkqlip.jobs.audit.Violation.Kind.INCOMPLETE;
import static org.flinkqlip.jobs.audit.Violation.Kind.MISSING;
import static org.flinkqlip.jobs.audit.Violation.Kind.UNEXPLAINED;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tombstones by key: how many came in, how many went out to each topic of results. */
final class TombstoneCount {
  private final List<String> topics;
  private final Map<String, Count> counts = new LinkedHashMap<>();

  private static final class Count {
    private final List<String> inputs = new ArrayList<>();
    private final Map<String, Integer> results = new HashMap<>();
    private final Map<String, Integer> withoutCaption = new HashMap<>();

    /** Those that stand for no image without a caption. */
    int of(String topic) {
      return results.getOrDefault(topic, 0) - withoutCaption.getOrDefault(topic, 0);
    }
  }

  TombstoneCount(StreamTopics topics) {
    this.topics = topics.results().stream().map(StreamTopics.Result::name).toList();
  }

  void addInput(String key, String name) {
    of(key).inputs.add(name);
  }

  void addResult(String key, String topic) {
    of(key).results.merge(topic, 1, Integer::sum);
  }

  /** Expects a tombstone for an image that has results and no caption. */
  void addWithoutCaption(String key, String topic) {
    of(key).withoutCaption.merge(topic, 1, Integer::sum);
  }

  /** Reports what does not match; returns the inputs with all of their tombstones. */
  long settle(List<Violation> violations) {
    long complete = 0;
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      complete += settle(entry.getKey(), entry.getValue(), violations);
    }
    return complete;
  }

  private long settle(String key, Count count, List<Violation> violations) {
    int in = count.inputs.size();
    int fewest = topics.stream().mapToInt(count::of).min().orElseThrow();
    int most = topics.stream().mapToInt(count::of).max().orElseThrow();
    int all = Math.min(in, Math.max(0, fewest));
    int any = Math.min(in, Math.max(0, most));
    for (String some : count.inputs.subList(all, any)) {
      violations.add(
          new Violation(
              INCOMPLETE, "%s has no tombstone in %s".formatted(some, fewerThan(any, count))));
    }
    for (String missing : count.inputs.subList(any, in)) {
      violations.add(new Violation(MISSING, missing + " has no tombstones"));
    }
    for (String topic : topics) {
      for (int i = count.of(topic); i < 0; i++) {
        violations.add(
            new Violation(
                INCOMPLETE,
                "an image %s without a caption has no tombstone in %s".formatted(key, topic)));
      }
      for (int i = in; i < count.of(topic); i++) {
        violations.add(
            new Violation(
                in == 0 ? UNEXPLAINED : DUPLICATE,
                "the key %s has %d tombstones in %s for %d inputs"
                    .formatted(key, count.of(topic), topic, in)));
      }
    }
    return all;
  }

  private List<String> fewerThan(int tombstones, Count count) {
    return topics.stream().filter(topic -> count.of(topic) < tombstones).toList();
  }

  private Count of(String key) {
    return counts.computeIfAbsent(key, k -> new Count());
  }
}
