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
    /** Codes without their embedding, or a tombstone of the codes alone. */
    CODES_WITHOUT_EMBEDDING,
    /** An embedding without its codes, or a tombstone of the embedding alone. */
    EMBEDDING_WITHOUT_CODES,
    /** Both a dead letter and codes, an embedding or a tombstone. */
    CONTRADICTION,
    /** A result that no input record explains. */
    UNEXPLAINED,
    /** A dead letter where codes were expected, the reverse, or another category. */
    WRONG_OUTCOME,
    /** Codes or an embedding under another key than their input's, or under none. */
    WRONG_KEY,
    /** Results of one key in another order than its inputs, or in several partitions. */
    OUT_OF_ORDER,
    /** Codes and an embedding of one input, or its tombstones, in two transactions or in none. */
    SPLIT_TRANSACTION,
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
