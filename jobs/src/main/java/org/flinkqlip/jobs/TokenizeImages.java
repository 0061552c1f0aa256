package org.flinkqlip.jobs;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.flinkqlip.jobs.config.HelpText;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;

/** Main class of the job jar, for {@code flink run} and Kubernetes. */
public final class TokenizeImages {

  private TokenizeImages() {}

  /**
   * Submits the job; {@code --help} prints every option.
   *
   * @throws Exception if the options, the model or the brokers cannot be used, or the job fails
   */
  public static void main(String[] arguments) throws Exception {
    if (List.of(arguments).contains("--help")) {
      System.out.print(
          new HelpText(TokenizeImagesOptions.CATALOG).of("flink run flink-qlip-jobs-job.jar"));
      return;
    }
    TokenizeImagesJob job = new TokenizeImagesJob(TokenizeImagesOptions.parse(List.of(arguments)));
    job.check();
    StreamExecutionEnvironment environment = job.clusterEnvironment();
    job.addTo(environment);
    environment.execute();
  }
}
