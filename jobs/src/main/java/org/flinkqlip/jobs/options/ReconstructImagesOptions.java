package org.flinkqlip.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.operators.reconstruct.ReconstructOptions;
import org.flinkqlip.operators.reconstruct.ReconstructedImagesTopic;

/**
 * All options of ReconstructImages, checked against each other.
 *
 * @param stream what every job has
 * @param format of the pictures
 */
public record ReconstructImagesOptions(CommonOptions stream, PictureFormat format) {

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

  private static final CommonOptions.Shape SHAPE =
      new CommonOptions.Shape(
          "reconstruct-images",
          Option.text(SourceOptions.TOPIC.key(), "image-codes", "Topic of codes (`ImageCodes`)."),
          List.of(IMAGES_TOPIC),
          Option.text(
              SinkOptions.DEAD_LETTER_TOPIC.key(),
              "reconstruction-dead-letters",
              SinkOptions.DEAD_LETTER_TOPIC.description()),
          BatchOptions.MAX_IMAGES);

  /** Every option and prefix of the job. */
  public static final OptionCatalog CATALOG =
      CommonOptions.catalog(
          SHAPE, new OptionGroup("Picture", "How pictures are written.", List.of(FORMAT)));

  public ReconstructImagesOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(format, "format is null");
  }

  /**
   * Reads {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public static ReconstructImagesOptions parse(List<String> arguments) {
    return from(new SettingsReader(CATALOG).read(arguments));
  }

  /** Reads the options of every stage. */
  public static ReconstructImagesOptions from(Settings settings) {
    return new ReconstructImagesOptions(CommonOptions.from(settings, SHAPE), settings.get(FORMAT));
  }

  /** How the operator reconstructs. */
  public ReconstructOptions reconstructing() {
    return new ReconstructOptions(
        stream.operator(),
        new ReconstructedImagesTopic(stream.sink().topic(IMAGES_TOPIC).orElseThrow(), format));
  }
}
