package org.flinkqlip.lab.training.config;

/** The optimizers. */
public enum OptimizerKind {
  ADAMW,
  /** For batches of many thousands. */
  LAMB
}
