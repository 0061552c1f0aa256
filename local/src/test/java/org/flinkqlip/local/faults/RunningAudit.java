// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Transactions;
import org.flinkqlip.jobs.audit.Violation;

/**
 * The audit of a stream that goes on: of everything that was acknowledged up to a moment, with the
 * results of later inputs left out.
 */
final class RunningAudit {
  private static final Set<Violation.Kind> LATE =
      EnumSet.of(Violation.Kind.MISSING, Violation.Kind.INCOMPLETE);

  private final StreamTopics topics;
  private final List<InputRecord> inputs;
  private final Map<Integer, Long> lastOffsets = new HashMap<>();
  private final Set<String> forgotten = new HashSet<>();

  /** An audit of these inputs: all that were acknowledged by now. */
  RunningAudit(StreamTopics topics, List<InputRecord> inputs) {
    this.topics = topics;
    this.inputs = inputs;
    for (InputRecord input : inputs) {
      lastOffsets.merge(input.position().partition(), input.position().offset(), Math::max);
      if (input.expected().outcome() == Expectation.Outcome.TOMBSTONES) {
        forgotten.add(input.key().orElseThrow());
      }
    }
  }

  /** Compares the inputs with those of the results that are not of later inputs. */
  AuditReport check(List<ResultRecord> results) {
    return InvariantCheck.check(topics, inputs, ours(results));
  }

  /** Compares the transactions, too, in which the results of an input were written. */
  AuditReport check(List<ResultRecord> results, Transactions transactions) {
    return InvariantCheck.check(topics, inputs, ours(results), transactions);
  }

  private List<ResultRecord> ours(List<ResultRecord> results) {
    List<ResultRecord> ours = new ArrayList<>();
    for (ResultRecord result : results) {
      // The feed forgets no image twice, so a tombstone is of these inputs if its key is.
      boolean isOurs =
          result.isTombstone()
              ? forgotten.contains(result.key().orElse(""))
              : result.content().orElseThrow().source().offset()
                  <= lastOffsets.getOrDefault(result.content().get().source().partition(), -1L);
      if (isOurs) {
        ours.add(result);
      }
    }
    return ours;
  }

  /** How much is missing that may still come. */
  static long late(AuditReport report) {
    return LATE.stream().mapToLong(report::count).sum();
  }
}
