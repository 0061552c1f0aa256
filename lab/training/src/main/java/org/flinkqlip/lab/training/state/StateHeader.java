// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.state;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a saved state holds beside its arrays.
 *
 * @param stage 1 or 2
 * @param step steps of the stage that were taken
 * @param seed of the run
 * @param threads of the run; with another number the last bits differ
 * @param configDigest of what decides the weights
 * @param scalars running values, such as those of the balancing, by name
 */
public record StateHeader(
    int stage,
    long step,
    long seed,
    int threads,
    String configDigest,
    Map<String, Double> scalars) {

  public StateHeader {
    if (stage < 1 || stage > 2 || step < 0) {
      throw new IllegalArgumentException("no state: stage %d, step %d".formatted(stage, step));
    }
    requireNonNull(configDigest, "configDigest is null");
    scalars = Map.copyOf(scalars);
  }

  Map<String, Double> sortedScalars() {
    return new TreeMap<>(scalars);
  }
}
