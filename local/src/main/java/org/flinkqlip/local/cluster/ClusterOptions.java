// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * How to run a {@link LocalCluster}.
 *
 * @param directory where it keeps temporary files
 * @param slots subtasks of one operator that run at once
 * @param preferredPort port of the web UI if it is free, else any free one; 0 for no preference
 * @param properties Flink's own settings, stronger than all others
 */
public record ClusterOptions(
    Path directory, int slots, int preferredPort, Map<String, String> properties) {
  /** Flink's usual port. */
  public static final int USUAL_PORT = 8081;

  /** Rejects impossible values. */
  public ClusterOptions {
    requireNonNull(directory, "directory is null");
    directory = directory.toAbsolutePath().normalize();
    properties = Map.copyOf(properties);
    if (slots < 1) {
      throw new IllegalArgumentException("slots must be at least 1: " + slots);
    }
    if (preferredPort < 0 || preferredPort > 65_535) {
      throw new IllegalArgumentException("preferredPort must be in [0, 65535]: " + preferredPort);
    }
  }

  /** Any free port and no further settings. */
  public static ClusterOptions in(Path directory, int slots) {
    return new ClusterOptions(directory, slots, 0, Map.of());
  }
}
