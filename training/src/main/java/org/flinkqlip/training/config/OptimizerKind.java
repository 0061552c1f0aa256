package org.flinkqlip.training.config;

/** The optimizers. */
public enum OptimizerKind {
  ADAMW,
  /** For batches of many thousands. */
  LAMB
}
