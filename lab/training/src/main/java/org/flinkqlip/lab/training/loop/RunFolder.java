// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run writes.
 *
 * @param root the configured output
 */
public record RunFolder(Path root) {

  /** The architecture and the vocabulary, before there are weights. */
  Path model() {
    return root.resolve("model");
  }

  /** States to resume from. */
  Path states() {
    return root.resolve("states");
  }

  /** A JSON object per line. */
  public Path log() {
    return root.resolve("log.jsonl");
  }

  /** Plots of the losses. */
  public Path curves() {
    return root.resolve("curves.png");
  }

  /** The result, in the published layout. */
  public Path checkpoint() {
    return root.resolve("checkpoint");
  }

  /** For what an evaluation needs for its time. */
  Path evaluation() {
    return root.resolve("evaluation");
  }

  /** Whether a run wrote here. */
  boolean isUsed() {
    return Files.exists(log()) || Files.exists(states()) || Files.exists(checkpoint());
  }
}
