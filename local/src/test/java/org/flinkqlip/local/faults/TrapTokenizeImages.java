// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.JobEnvironment;
import org.flinkqlip.jobs.StreamPipeline;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.kafka.RecordSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.tokenize.TokenizeOperator;

/** TokenizeImages whose fetcher springs traps: all else is the job's own. */
public final class TrapTokenizeImages {
  private TrapTokenizeImages() {}

  /** Submits the job. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment environment = environment(List.of(arguments));
    environment.execute();
  }

  static StreamExecutionEnvironment environment(List<String> arguments) {
    CommonOptions options = TokenizeImages.JOB.parse(arguments);
    return addTo(JobEnvironment.ofCluster(options), options);
  }

  static StreamExecutionEnvironment addTo(
      StreamExecutionEnvironment environment, CommonOptions options) {
    new StreamPipeline(
            TokenizeImages.JOB.steps(),
            RecordSource.create(options.kafka(), options.source()),
            TokenizeOperator.factory(TokenizeImages.tokenizing(options), new TrapFetcher()),
            ResultSink.create(options.kafka(), options.sink(), options.quarantine()))
        .addTo(environment);
    return environment;
  }
}
