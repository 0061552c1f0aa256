// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.EnumSet;
import java.util.Set;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Violation;

/**
 * What the audit found after a fault.
 *
 * @param fault which one
 * @param records inputs that were acknowledged since the audit before
 * @param duplicates results that are there again, beyond those of the audit before
 * @param losses inputs without their results, beyond those of the audit before
 * @param others other violations, wrong order above all, beyond those of the audit before
 * @param recoverySeconds from the fault's beginning to the next committed result of a record that
 *     was produced after it
 */
record FaultOutcome(
    Fault fault, long records, long duplicates, long losses, long others, double recoverySeconds) {
  private static final Set<Violation.Kind> DUPLICATES =
      EnumSet.of(Violation.Kind.DUPLICATE, Violation.Kind.CONTRADICTION);
  private static final Set<Violation.Kind> LOSSES =
      EnumSet.of(Violation.Kind.MISSING, Violation.Kind.INCOMPLETE);

  static FaultOutcome between(
      Fault fault, AuditReport before, AuditReport after, double recoverySeconds) {
    return new FaultOutcome(
        fault,
        after.in() - before.in(),
        count(after, DUPLICATES) - count(before, DUPLICATES),
        count(after, LOSSES) - count(before, LOSSES),
        countOthers(after) - countOthers(before),
        recoverySeconds);
  }

  private static long countOthers(AuditReport report) {
    return report.violations().size() - count(report, DUPLICATES) - count(report, LOSSES);
  }

  private static long count(AuditReport report, Set<Violation.Kind> kinds) {
    return kinds.stream().mapToLong(report::count).sum();
  }
}
