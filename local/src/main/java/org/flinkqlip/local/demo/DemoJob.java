package org.flinkqlip.local.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.JobDefinition;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.options.CheckpointOptions;
import org.flinkqlip.jobs.options.JobOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.ModelOptions;
import org.flinkqlip.model.bundle.ModelBundle;

/**
 * A job as a demo runs it: checkpoints come every second, so that results do.
 *
 * @param graph what Flink runs
 * @param provider ONNX Runtime's execution provider
 */
record DemoJob(JobGraph graph, String provider) {
  private static final String CHECKPOINT_INTERVAL = "1 s";
  private static final String CHECKPOINT_PAUSE = "200 ms";

  /**
   * The job on a broker's topics, which exist.
   *
   * @param own options of the user, stronger than the demo's
   * @param directory where checkpoints go
   * @throws org.flinkqlip.jobs.config.InvalidOptionsException if the options cannot be used
   */
  static DemoJob of(
      JobDefinition definition,
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
    settings.put(JobOptions.PARALLELISM.key(), Integer.toString(parallelism));
    settings.putAll(own);
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    StreamJob job = definition.parse(arguments);
    job.check();
    StreamExecutionEnvironment environment = job.localEnvironment();
    job.addTo(environment);
    return new DemoJob(
        environment.getStreamGraph().getJobGraph(),
        job.options().model().session().provider().name());
  }
}
