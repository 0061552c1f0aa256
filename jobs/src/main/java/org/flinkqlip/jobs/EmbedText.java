package org.flinkqlip.jobs;

import java.util.List;
import org.flinkqlip.jobs.options.EmbedTextOptions;
import org.flinkqlip.operators.embed.EmbedOperator;

/**
 * Captions to embeddings in the space of the images; run it with {@code flink run -c
 * org.flinkqlip.jobs.EmbedText}.
 */
public final class EmbedText {
  /** The job. */
  public static final JobDefinition DEFINITION =
      new JobDefinition(
          "EmbedText", EmbedTextOptions.CATALOG, settings -> job(EmbedTextOptions.from(settings)));

  /** The names of its steps. */
  public static final StreamPipeline.Steps STEPS =
      new StreamPipeline.Steps("read captions", "embed captions");

  private EmbedText() {}

  /** The job of these options. */
  public static StreamJob job(EmbedTextOptions options) {
    return new StreamJob(options.stream(), STEPS, EmbedOperator.factory(options.embedding()));
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
