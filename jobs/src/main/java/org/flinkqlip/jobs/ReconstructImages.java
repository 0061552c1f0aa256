package org.flinkqlip.jobs;

import java.util.List;
import org.flinkqlip.jobs.options.ReconstructImagesOptions;
import org.flinkqlip.operators.reconstruct.ReconstructOperator;

/** Codes to pictures; run it with {@code flink run -c org.flinkqlip.jobs.ReconstructImages}. */
public final class ReconstructImages {
  /** The job. */
  public static final JobDefinition DEFINITION =
      new JobDefinition(
          "ReconstructImages",
          ReconstructImagesOptions.CATALOG,
          settings -> job(ReconstructImagesOptions.from(settings)));

  /** The names of its steps. */
  public static final StreamPipeline.Steps STEPS =
      new StreamPipeline.Steps("read codes", "reconstruct images");

  private ReconstructImages() {}

  /** The job of these options. */
  public static StreamJob job(ReconstructImagesOptions options) {
    return new StreamJob(
        options.stream(), STEPS, ReconstructOperator.factory(options.reconstructing()));
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
