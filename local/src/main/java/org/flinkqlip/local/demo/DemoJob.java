// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.options.CheckpointOptions;
import org.flinkqlip.jobs.options.FlinkOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.ModelOptions;
import org.flinkqlip.local.cluster.EmbeddedJob;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/** Jobs as a demo runs them: checkpoints come every second, so that results do. */
final class DemoJob {
  private static final String CHECKPOINT_INTERVAL = "1 s";
  private static final String CHECKPOINT_PAUSE = "200 ms";

  private DemoJob() {}

  /**
   * A job on a broker's topics, which exist.
   *
   * @param own options of the user, stronger than the demo's
   * @param directory where checkpoints go
   * @throws org.flinkqlip.jobs.config.InvalidOptionsException if the options cannot be used
   */
  static EmbeddedJob of(
      StreamJob job,
      Map<String, String> own,
      int parallelism,
      ModelBundle model,
      String bootstrapServers,
      Path directory) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(KafkaOptions.BOOTSTRAP_SERVERS.key(), bootstrapServers);
    settings.put(ModelOptions.BUNDLE.key(), model.directory().toAbsolutePath().toString());
    settings.put(CheckpointOptions.INTERVAL.key(), CHECKPOINT_INTERVAL);
    settings.put(CheckpointOptions.MIN_PAUSE.key(), CHECKPOINT_PAUSE);
    settings.put(
        CheckpointOptions.DIRECTORY.key(), directory.resolve("checkpoints").toUri().toString());
    settings.put(FlinkOptions.PARALLELISM.key(), Integer.toString(parallelism));
    settings.putAll(own);
    return EmbeddedJob.of(job, settings);
  }
}
