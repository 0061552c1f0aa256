// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.local.feed.Pace;

/**
 * What a demo does.
 *
 * @param count records to feed
 * @param images folder of images; empty for drawn scenes
 * @param pace how fast to feed
 * @param parallelism subtasks of each operator
 * @param report file for the figures
 * @param reconstruct whether captions are embedded and images reconstructed too
 * @param keep whether broker, job and web UI go on until the user stops them
 * @param metricsPort where Prometheus finds the metrics, on the loopback address; empty for nowhere
 * @param jobOptions options of TokenizeImages, stronger than the demo's own
 */
public record DemoOptions(
    long count,
    Optional<Path> images,
    Pace pace,
    int parallelism,
    Optional<Path> report,
    boolean reconstruct,
    boolean keep,
    OptionalInt metricsPort,
    Map<String, String> jobOptions) {

  /** Rejects impossible values. */
  public DemoOptions {
    requireNonNull(images, "images is null");
    requireNonNull(pace, "pace is null");
    requireNonNull(report, "report is null");
    requireNonNull(metricsPort, "metricsPort is null");
    jobOptions = Map.copyOf(jobOptions);
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1: " + count);
    }
    if (metricsPort.isPresent()
        && (metricsPort.getAsInt() < 1 || metricsPort.getAsInt() > 65_535)) {
      throw new IllegalArgumentException(
          "metricsPort must be in [1, 65535]: " + metricsPort.getAsInt());
    }
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism must be at least 1: " + parallelism);
    }
  }

  /** Task slots that all jobs need. */
  int slots() {
    return reconstruct ? StreamJobs.ALL.size() * parallelism : parallelism;
  }
}
