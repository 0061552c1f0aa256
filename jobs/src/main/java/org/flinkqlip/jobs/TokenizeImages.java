package org.flinkqlip.jobs;

import java.util.List;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.flinkqlip.operators.tokenize.TokenizeOperator;

/** Images to codes and embeddings; the job jar's main class, for {@code flink run}. */
public final class TokenizeImages {
  /** The job. */
  public static final JobDefinition DEFINITION =
      new JobDefinition(
          "TokenizeImages",
          TokenizeImagesOptions.CATALOG,
          settings -> job(TokenizeImagesOptions.from(settings)));

  /** The names of its steps. */
  public static final StreamPipeline.Steps STEPS =
      new StreamPipeline.Steps("read images", "tokenize images");

  private TokenizeImages() {}

  /** The job of these options. */
  public static StreamJob job(TokenizeImagesOptions options) {
    return new StreamJob(
        options.stream(),
        options.warnings(Runtime.getRuntime().availableProcessors()),
        STEPS,
        TokenizeOperator.factory(options.tokenizing(), options.fetch().policy()));
  }

  /**
   * Submits the job; {@code --help} prints every option.
   *
   * @throws Exception if the options, the model or the brokers cannot be used, or the job fails
   */
  public static void main(String[] arguments) throws Exception {
    DEFINITION.submit(List.of(arguments));
  }
}
