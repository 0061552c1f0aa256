// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.options.CommonOptions;

/**
 * A job for a {@link LocalCluster}.
 *
 * @param graph what Flink runs
 * @param provider ONNX Runtime's execution provider
 */
public record EmbeddedJob(JobGraph graph, String provider) {

  /** Rejects nulls. */
  public EmbeddedJob {
    requireNonNull(graph, "graph is null");
    requireNonNull(provider, "provider is null");
  }

  /**
   * The job of these options, on topics which exist.
   *
   * @throws org.flinkqlip.jobs.config.InvalidOptionsException if the options cannot be used
   * @throws org.flinkqlip.jobs.kafka.BrokersException if brokers do not answer or do not fit
   */
  public static EmbeddedJob of(StreamJob job, Map<String, String> options) {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (key, value) -> {
          arguments.add("--" + key);
          arguments.add(value);
        });
    CommonOptions parsed = job.parse(arguments);
    job.check(parsed);
    StreamExecutionEnvironment environment = JobEnvironment.local(parsed);
    job.addTo(environment, parsed);
    return new EmbeddedJob(
        environment.getStreamGraph().getJobGraph(), parsed.model().session().provider().name());
  }
}
