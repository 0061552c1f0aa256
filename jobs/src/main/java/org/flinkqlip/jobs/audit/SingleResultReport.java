package org.flinkqlip.jobs.audit;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@link SingleResultCheck} found.
 *
 * @param in input records
 * @param results input records with a result
 * @param deadLettered input records with a dead letter
 * @param tombstones input records with a tombstone
 * @param deadLettersByCategory dead letters by their category
 * @param violations every violation, in the order of the inputs
 */
public record SingleResultReport(
    long in,
    long results,
    long deadLettered,
    long tombstones,
    SortedMap<String, Long> deadLettersByCategory,
    List<Violation> violations) {

  /** Copies the collections. */
  public SingleResultReport {
    deadLettersByCategory = Collections.unmodifiableSortedMap(new TreeMap<>(deadLettersByCategory));
    violations = List.copyOf(violations);
  }

  /** Whether every input became exactly one of a result, a dead letter or a tombstone. */
  public boolean holds() {
    return violations.isEmpty();
  }
}
