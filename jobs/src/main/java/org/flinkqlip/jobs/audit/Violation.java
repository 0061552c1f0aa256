// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

/**
 * One way in which results break the invariant.
 *
 * @param kind which way
 * @param detail the record and the fault, for people
 */
public record Violation(Kind kind, String detail) {

  /** Ways to break the invariant. */
  public enum Kind {
    /** An input record without any result. */
    MISSING,
    /** A result that is there more than once. */
    DUPLICATE,
    /** Results, or tombstones, in some of the topics alone. */
    INCOMPLETE,
    /** Both a dead letter and a result. */
    CONTRADICTION,
    /** A result that no input record explains. */
    UNEXPLAINED,
    /** A dead letter where results were expected, the reverse, or another category. */
    WRONG_OUTCOME,
    /** A result under another key than their input's, or under none. */
    WRONG_KEY,
    /** Results of one key in another order than its inputs, or in several partitions. */
    OUT_OF_ORDER,
    /** Results of one input, or its tombstones, in two transactions or in none. */
    SPLIT_TRANSACTION,
    /** A result of other bytes, or another text, than its input holds. */
    WRONG_CONTENT,
    /** A result that the model does not make of its input. */
    WRONG_RESULT,
    /** Results of more than one model. */
    MIXED_MODELS
  }

  /** Rejects nulls. */
  public Violation {
    requireNonNull(kind, "kind is null");
    requireNonNull(detail, "detail is null");
  }

  @Override
  public String toString() {
    return kind + ": " + detail;
  }
}
