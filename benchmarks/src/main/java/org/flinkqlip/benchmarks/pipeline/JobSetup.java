// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.flinkqlip.jobs.options.BatchOptions;
import org.flinkqlip.jobs.options.FlinkOptions;
import org.flinkqlip.jobs.options.ModelOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/**
 * A job to measure; everything else is as the job's defaults have it.
 *
 * @param bundle the model
 * @param partitions of each topic
 * @param batch images of a full batch
 * @param linger how long the first image of a batch waits for others
 * @param parallelism subtasks of each operator
 * @param session where the model runs
 */
record JobSetup(
    ModelBundle bundle,
    int partitions,
    int batch,
    Duration linger,
    int parallelism,
    SessionOptions session) {
  /** The job's own default. */
  static final int BATCH = 8;

  /** The job's own default. */
  static final Duration LINGER = Duration.ofMillis(50);

  private static final int PARTITIONS = 4;

  JobSetup {
    requireNonNull(bundle, "bundle is null");
    requireNonNull(linger, "linger is null");
    requireNonNull(session, "session is null");
    if (partitions < 1 || batch < 1 || parallelism < 1) {
      throw new IllegalArgumentException(
          "partitions, batch and parallelism must be positive: %d, %d, %d"
              .formatted(partitions, batch, parallelism));
    }
  }

  /** The defaults with a model. */
  static JobSetup of(ModelBundle bundle) {
    return new JobSetup(bundle, PARTITIONS, BATCH, LINGER, 1, SessionOptions.cpu(0));
  }

  JobSetup withPartitions(int count) {
    return new JobSetup(bundle, count, batch, linger, parallelism, session);
  }

  JobSetup withBatch(int images) {
    return new JobSetup(bundle, partitions, images, linger, parallelism, session);
  }

  JobSetup withLinger(Duration duration) {
    return new JobSetup(bundle, partitions, batch, duration, parallelism, session);
  }

  JobSetup withParallelism(int subtasks) {
    return new JobSetup(bundle, partitions, batch, linger, subtasks, session);
  }

  JobSetup withSession(SessionOptions options) {
    return new JobSetup(bundle, partitions, batch, linger, parallelism, options);
  }

  Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put(ModelOptions.BUNDLE.key(), bundle.directory().toAbsolutePath().toString());
    options.put(ModelOptions.PROVIDER.key(), session.provider().name().toLowerCase(Locale.ROOT));
    options.put(BatchOptions.MAX_IMAGES.key(), Integer.toString(batch));
    options.put(BatchOptions.LINGER.key(), linger.toMillis() + " ms");
    options.put(FlinkOptions.PARALLELISM.key(), Integer.toString(parallelism));
    return options;
  }
}
