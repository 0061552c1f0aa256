package org.flinkqlip.jobs.audit;

import static org.flinkqlip.jobs.audit.Violation.Kind.CODES_WITHOUT_EMBEDDING;
import static org.flinkqlip.jobs.audit.Violation.Kind.DUPLICATE;
import static org.flinkqlip.jobs.audit.Violation.Kind.EMBEDDING_WITHOUT_CODES;
import static org.flinkqlip.jobs.audit.Violation.Kind.MISSING;
import static org.flinkqlip.jobs.audit.Violation.Kind.UNEXPLAINED;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tombstones by key: how many came in, how many went out. */
final class TombstoneCount {

  private final Map<String, Count> counts = new LinkedHashMap<>();

  private static final class Count {
    private final List<String> inputs = new ArrayList<>();
    private int codes;
    private int embeddings;
  }

  void addInput(String key, String name) {
    of(key).inputs.add(name);
  }

  void addResult(String key, ResultTopic topic) {
    Count count = of(key);
    if (topic == ResultTopic.CODES) {
      count.codes++;
    } else {
      count.embeddings++;
    }
  }

  /** Reports what does not match; returns the inputs with both tombstones. */
  long settle(List<Violation> violations) {
    long complete = 0;
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      complete += settle(entry.getKey(), entry.getValue(), violations);
    }
    return complete;
  }

  private static long settle(String key, Count count, List<Violation> violations) {
    int in = count.inputs.size();
    int both = Math.min(in, Math.min(count.codes, count.embeddings));
    int either = Math.min(in, Math.max(count.codes, count.embeddings));
    Violation.Kind halfKind =
        count.codes > count.embeddings ? CODES_WITHOUT_EMBEDDING : EMBEDDING_WITHOUT_CODES;
    for (String half : count.inputs.subList(both, either)) {
      violations.add(new Violation(halfKind, half + " has a tombstone in one topic alone"));
    }
    for (String missing : count.inputs.subList(either, in)) {
      violations.add(new Violation(MISSING, missing + " has no tombstones"));
    }
    int surplus = Math.max(0, count.codes - in) + Math.max(0, count.embeddings - in);
    for (int i = 0; i < surplus; i++) {
      violations.add(
          new Violation(
              in == 0 ? UNEXPLAINED : DUPLICATE,
              "the key %s has %d tombstones of codes and %d of embeddings for %d inputs"
                  .formatted(key, count.codes, count.embeddings, in)));
    }
    return both;
  }

  private Count of(String key) {
    return counts.computeIfAbsent(key, k -> new Count());
  }
}
