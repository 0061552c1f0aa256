package org.flinkqlip.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.operators.tokenize.OutputTopics;
import org.flinkqlip.operators.tokenize.TokenizeOptions;

/**
 * All options of TokenizeImages, checked against each other.
 *
 * @param stream what every job has
 * @param fetch what may be fetched by uri
 * @param image which images are decoded
 */
public record TokenizeImagesOptions(
    StreamJobOptions stream, FetchOptions fetch, ImageOptions image) {

  public static final Option<String> CODES_TOPIC =
      Option.text("sink.codes-topic", "image-codes", "Topic of code sequences (`ImageCodes`).");

  public static final Option<String> EMBEDDINGS_TOPIC =
      Option.text(
          "sink.embeddings-topic", "image-embeddings", "Topic of embeddings (`ImageEmbedding`).");

  private static final StreamJobOptions.Shape SHAPE =
      new StreamJobOptions.Shape(
          "tokenize-images",
          SourceOptions.TOPIC,
          List.of(CODES_TOPIC, EMBEDDINGS_TOPIC),
          SinkOptions.DEAD_LETTER_TOPIC,
          BatchOptions.MAX_IMAGES);

  /** Every option and prefix of the job. */
  public static final OptionCatalog CATALOG =
      StreamJobOptions.catalog(SHAPE, FetchOptions.GROUP, ImageOptions.GROUP);

  public TokenizeImagesOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(fetch, "fetch is null");
    requireNonNull(image, "image is null");
    if (stream.batch().limits().stallTimeout().compareTo(fetch.policy().timeout()) <= 0) {
      throw new InvalidOptionsException(
          BatchOptions.STALL_TIMEOUT.key()
              + " must exceed "
              + FetchOptions.TIMEOUT.key()
              + ", or a slow server looks like a stuck device");
    }
  }

  /**
   * Reads {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public static TokenizeImagesOptions parse(List<String> arguments) {
    return from(new SettingsReader(CATALOG).read(arguments));
  }

  /** Reads the options of every stage. */
  public static TokenizeImagesOptions from(Settings settings) {
    return new TokenizeImagesOptions(
        StreamJobOptions.from(settings, SHAPE),
        FetchOptions.from(settings),
        ImageOptions.from(settings));
  }

  /** How the operator tokenizes. */
  public TokenizeOptions tokenizing() {
    return new TokenizeOptions(
        stream.operator(),
        new OutputTopics(topic(CODES_TOPIC), topic(EMBEDDINGS_TOPIC)),
        image.limits(),
        image.applyExifOrientation());
  }

  private String topic(Option<String> option) {
    return stream.sink().topic(option).orElseThrow();
  }
}
