// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.flinkqlip.local.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalClusterITCase {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aJobRunsCheckpointsAndIsCancelledWhileTheWebUiAnswers() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(ClusterOptions.in(directory, 2))) {
      assertThat(get(cluster.webUi() + "/").body()).contains("Apache Flink");
      LocalJob job = cluster.submit(endless(value -> value));

      job.awaitRunning(DEADLINE);
      assertThat(get(cluster.webUi() + "/jobs/" + job.id()).body()).contains("RUNNING");
      Await.until("two checkpoints", DEADLINE, () -> job.completedCheckpoints() >= 2);
      assertThat(job.checkpointAge()).isPresent();
      job.throwIfEnded();

      job.cancel();

      assertThatThrownBy(job::throwIfEnded)
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("endless has ended, it is CANCELED");
    }
  }

  @Test
  void aJobThatFailsIsReportedWithItsCause() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(ClusterOptions.in(directory, 1))) {
      LocalJob job =
          cluster.submit(
              endless(
                  value -> {
                    throw new IllegalArgumentException("no such model");
                  }));

      assertThatThrownBy(
              () -> {
                job.awaitRunning(DEADLINE);
                Await.until(
                    "the job's end",
                    DEADLINE,
                    () -> {
                      job.throwIfEnded();
                      return false;
                    });
              })
          .isInstanceOf(ClusterException.class)
          .hasMessageContaining("The job endless")
          .hasMessageContaining("no such model");
    }
  }

  private static JobGraph endless(MapFunction<Long, Long> function) {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(1);
    env.enableCheckpointing(100);
    env.fromSource(
            new DataGeneratorSource<Long>(
                value -> value, Long.MAX_VALUE, RateLimiterStrategy.perSecond(1000), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(function)
        .sinkTo(new DiscardingSink<>());
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName("endless");
    return graph.getJobGraph();
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
