package org.flinkqlip.lab.training.loss;

/** Which code distribution the entropy of the codebook is taken of. */
public enum CodeEntropy {
  /** Each bit alone: as if the bits were independent. Cheapest; at most bits x ln 2. */
  PER_BIT,
  /** The joint distribution within each group of bits, so that dependent bits count less. */
  PER_GROUP
}
