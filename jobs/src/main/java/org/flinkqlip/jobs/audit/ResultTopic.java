package org.flinkqlip.jobs.audit;

/** The topics that a job writes. */
public enum ResultTopic {
  /** Codes, and tombstones of them. */
  CODES,
  /** Embeddings, and tombstones of them. */
  EMBEDDINGS,
  /** Dead letters. */
  DEAD_LETTERS
}
