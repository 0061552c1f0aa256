// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What {@link InvariantCheck} found.
 *
 * @param in input records
 * @param results input records with all of their results
 * @param deadLettered input records with a dead letter
 * @param tombstones input records with tombstones
 * @param compared results and dead letters whose contentSha256 was compared with their inputs
 * @param deadLettersByCategory dead letters by their category
 * @param modelIds every model that results name
 * @param violations every violation, in the order of the inputs
 */
public record AuditReport(
    long in,
    long results,
    long deadLettered,
    long tombstones,
    long compared,
    SortedMap<String, Long> deadLettersByCategory,
    SortedSet<String> modelIds,
    List<Violation> violations) {

  /** Copies the collections. */
  public AuditReport {
    deadLettersByCategory = Collections.unmodifiableSortedMap(new TreeMap<>(deadLettersByCategory));
    modelIds = Collections.unmodifiableSortedSet(new TreeSet<>(modelIds));
    violations = List.copyOf(violations);
  }

  /** The same with other violations. */
  AuditReport with(List<Violation> others) {
    return new AuditReport(
        in, results, deadLettered, tombstones, compared, deadLettersByCategory, modelIds, others);
  }

  /** The same with what a sample that was computed again shows. */
  public AuditReport and(RecomputedSample sample) {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(sample.violations());
    return with(all);
  }

  /** Whether the invariant holds. */
  public boolean holds() {
    return violations.isEmpty();
  }

  /** How many violations are of a kind. */
  public long count(Violation.Kind kind) {
    return violations.stream().filter(violation -> violation.kind() == kind).count();
  }
}
