// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.options.BatchOptions;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.TopicOptions;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.operators.reconstruct.ReconstructOperator;
import org.flinkqlip.operators.reconstruct.ReconstructOptions;
import org.flinkqlip.operators.reconstruct.ReconstructedImagesTopic;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ReconstructedImage;

/** Codes to pictures; run it with {@code flink run -c org.flinkqlip.jobs.ReconstructImages}. */
public final class ReconstructImages extends StreamJob {

  public static final Option<String> IMAGES_TOPIC =
      Option.text(
          "sink.images-topic",
          ReconstructedImagesTopic.USUAL_NAME,
          "Topic of pictures (`ReconstructedImage`).");

  public static final Option<PictureFormat> FORMAT =
      Option.choice(
          "picture.format",
          PictureFormat.class,
          PictureFormat.PNG,
          "Format of the pictures. png and webp are lossless, jpeg is smaller.");

  /** The job. */
  public static final ReconstructImages JOB = new ReconstructImages();

  private ReconstructImages() {
    super(
        new Description(
            "reconstruct-images",
            "reconstruct-images",
            "reconstructed",
            "Codes back to pictures",
            "The bundle must be the one that made the codes."),
        new StreamPipeline.Steps("read codes", "reconstruct images"),
        new TopicOptions(
            TopicOptions.input("image-codes", "Topic of codes (`ImageCodes`)."),
            ImageCodes.class,
            List.of(TopicOptions.Result.of(IMAGES_TOPIC, ReconstructedImage.class)),
            TopicOptions.deadLetters("reconstruction-dead-letters")),
        BatchOptions.MAX_IMAGES,
        new OptionGroup("Picture", "How pictures are written.", List.of(FORMAT)));
  }

  @Override
  public OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator(
      CommonOptions options) {
    return ReconstructOperator.factory(reconstructing(options));
  }

  /** How the operator reconstructs. */
  public static ReconstructOptions reconstructing(CommonOptions options) {
    return new ReconstructOptions(
        options.operator(),
        new ReconstructedImagesTopic(
            options.settings().get(IMAGES_TOPIC), options.settings().get(FORMAT)));
  }

  /**
   * Submits the job; {@code --help} prints every option.
   *
   * @throws Exception if the options, the model or the brokers cannot be used, or the job fails
   */
  public static void main(String[] arguments) throws Exception {
    JOB.submit(List.of(arguments));
  }
}
