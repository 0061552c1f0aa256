package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

/**
 * A model to be measured.
 *
 * @param name of its bundles
 * @param trained whether its weights mean anything
 * @param checkpoint its weights
 */
record MeasuredModel(String name, boolean trained, CheckpointSource checkpoint) {

  MeasuredModel {
    requireNonNull(name, "name is null");
    requireNonNull(checkpoint, "checkpoint is null");
  }
}
