package org.flinkqlip.local.faults;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.StreamPipeline;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.kafka.RecordSource;
import org.flinkqlip.jobs.kafka.ResultSink;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
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
    TokenizeImagesOptions options = TokenizeImagesOptions.parse(arguments);
    return addTo(TokenizeImages.job(options).clusterEnvironment(), options);
  }

  static StreamExecutionEnvironment addTo(
      StreamExecutionEnvironment environment, TokenizeImagesOptions options) {
    CommonOptions stream = options.stream();
    new StreamPipeline(
            TokenizeImages.STEPS,
            RecordSource.create(stream.kafka(), stream.source()),
            TokenizeOperator.factory(options.tokenizing(), new TrapFetcher()),
            ResultSink.create(stream.kafka(), stream.sink(), stream.quarantine()))
        .addTo(environment);
    return environment;
  }
}
