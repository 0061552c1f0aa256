// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LocalRunITCase {
  /** Completed by the generator, which runs in this process. */
  private static volatile CompletableFuture<Void> underWay;

  @Test
  void aStopEndsAnEndlessJobWithASavepoint() throws Exception {
    JobClient job = submit(Long.MAX_VALUE, -1);

    new LocalRun(job).await(underWay);

    assertThat(job.getJobExecutionResult()).isCompleted();
  }

  @Test
  void aStopBeforeTheJobRunsCancelsIt() throws Exception {
    JobClient job = submit(Long.MAX_VALUE, -1);

    new LocalRun(job).await(CompletableFuture.completedFuture(null));

    assertThat(job.getJobExecutionResult()).isDone();
  }

  @Test
  void aBoundedJobEndsByItself() throws Exception {
    JobClient job = submit(10, -1);

    new LocalRun(job).await(new CompletableFuture<>());

    assertThat(job.getJobExecutionResult()).isCompleted();
  }

  @Test
  void aJobThatFailsIsReported() throws Exception {
    JobClient job = submit(10, 5);

    assertThatThrownBy(() -> new LocalRun(job).await(new CompletableFuture<>()))
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("record 5 is broken");
  }

  private static JobClient submit(long records, long broken) throws Exception {
    underWay = new CompletableFuture<>();
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    DataGeneratorSource<Long> source =
        new DataGeneratorSource<>(
            index -> {
              if (index == broken) {
                throw new IllegalStateException("record " + index + " is broken");
              }
              if (index == 100) {
                underWay.complete(null);
              }
              return index;
            },
            records,
            RateLimiterStrategy.perSecond(1000),
            Types.LONG);
    environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "numbers")
        .sinkTo(new DiscardingSink<>());
    return environment.executeAsync();
  }
}
