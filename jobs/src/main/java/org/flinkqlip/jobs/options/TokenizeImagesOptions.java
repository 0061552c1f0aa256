package org.flinkqlip.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.health.HealthOptions;
import org.flinkqlip.operators.tokenize.FeatureType;
import org.flinkqlip.operators.tokenize.ImageCaptionsTopic;
import org.flinkqlip.operators.tokenize.ImageCodesTopic;
import org.flinkqlip.operators.tokenize.ImageEmbeddingsTopic;
import org.flinkqlip.operators.tokenize.ImageFeaturesTopic;
import org.flinkqlip.operators.tokenize.ImageTopic;
import org.flinkqlip.operators.tokenize.TokenizeOptions;

/**
 * All options of TokenizeImages, checked against each other.
 *
 * @param stream what every job has
 * @param fetch what may be fetched by uri
 * @param image which images are decoded
 * @param codes how codes become ids for language models
 * @param featureType number format of features
 * @param includeCaption whether an embedded caption carries its text
 * @param health how the health of the model is watched
 */
public record TokenizeImagesOptions(
    CommonOptions stream,
    FetchOptions fetch,
    ImageOptions image,
    CodesOptions codes,
    FeatureType featureType,
    boolean includeCaption,
    HealthOptions health) {

  public static final Option<String> CODES_TOPIC =
      Option.text(
          "sink.codes-topic",
          ImageCodesTopic.USUAL_NAME,
          "Topic of code sequences (`ImageCodes`).");

  public static final Option<String> EMBEDDINGS_TOPIC =
      Option.text(
          "sink.embeddings-topic",
          ImageEmbeddingsTopic.USUAL_NAME,
          "Topic of embeddings (`ImageEmbedding`).");

  public static final Option<String> FEATURES_TOPIC =
      Option.text(
          "sink.features-topic",
          "Topic of patch features (`ImageFeatures`), such as image-features; none are written if it"
              + " is not set. Needs a bundle that was exported with --features, and often a larger"
              + " sink.max-record-bytes.");

  public static final Option<FeatureType> FEATURES_DTYPE =
      Option.choice(
          "features.dtype",
          FeatureType.class,
          FeatureType.FLOAT16,
          "Number format of features: float16 takes half the bytes of float32.");

  public static final Option<String> CAPTION_EMBEDDINGS_TOPIC =
      Option.text(
          "sink.caption-embeddings-topic",
          CaptionEmbeddingsTopic.USUAL_NAME,
          "Topic of embeddings of the images' own captions (`CaptionEmbedding`), with"
              + " captions.embed.");

  public static final Option<Boolean> EMBED_CAPTIONS =
      Option.flag(
          "captions.embed",
          false,
          "Whether the caption of an image event is embedded on the way, under the imageId and in the"
              + " same transaction. An image without a caption sends a tombstone there. Needs a"
              + " bundle with a text vocabulary.");

  private static final CommonOptions.Shape SHAPE =
      new CommonOptions.Shape(
          "tokenize-images",
          SourceOptions.TOPIC,
          List.of(CODES_TOPIC, EMBEDDINGS_TOPIC, FEATURES_TOPIC, CAPTION_EMBEDDINGS_TOPIC),
          SinkOptions.DEAD_LETTER_TOPIC,
          BatchOptions.MAX_IMAGES);

  /** Every option and prefix of the job. */
  public static final OptionCatalog CATALOG =
      CommonOptions.catalog(
          SHAPE,
          FetchOptions.GROUP,
          ImageOptions.GROUP,
          CodesOptions.GROUP,
          new OptionGroup(
              "Features",
              "How patch features are written, see [feeding LLaVA](../how-to/feed-llava.md).",
              List.of(FEATURES_DTYPE)),
          new OptionGroup(
              "Captions",
              "Whether captions of images are embedded too.",
              List.of(EMBED_CAPTIONS, EmbedTextOptions.INCLUDE_TEXT)),
          HealthSettings.GROUP);

  public TokenizeImagesOptions {
    requireNonNull(stream, "stream is null");
    requireNonNull(fetch, "fetch is null");
    requireNonNull(image, "image is null");
    requireNonNull(codes, "codes is null");
    requireNonNull(featureType, "featureType is null");
    requireNonNull(health, "health is null");
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
        CommonOptions.from(
            settings,
            settings.get(EMBED_CAPTIONS) ? SHAPE : SHAPE.without(CAPTION_EMBEDDINGS_TOPIC)),
        FetchOptions.from(settings),
        ImageOptions.from(settings),
        CodesOptions.from(settings),
        settings.get(FEATURES_DTYPE),
        settings.get(EmbedTextOptions.INCLUDE_TEXT),
        HealthSettings.from(settings));
  }

  /**
   * What can be meant but often is not, for people.
   *
   * @param cores of the machines that the job runs on
   */
  public List<String> warnings(int cores) {
    List<String> warnings = new ArrayList<>(stream.warnings());
    if (fetch.fetchesAnything()) {
      FetchDrain.of(stream.batch(), fetch.policy().timeout(), cores)
          .warning(stream.checkpointTimes())
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  /** How the operator tokenizes. */
  public TokenizeOptions tokenizing() {
    return new TokenizeOptions(
        stream.operator(), topics(), image.limits(), image.applyExifOrientation(), health);
  }

  private List<ImageTopic<?>> topics() {
    SinkOptions sink = stream.sink();
    List<ImageTopic<?>> topics = new ArrayList<>();
    topics.add(
        new ImageCodesTopic(sink.topic(CODES_TOPIC).orElseThrow(), codes.sequence().orElse(null)));
    topics.add(new ImageEmbeddingsTopic(sink.topic(EMBEDDINGS_TOPIC).orElseThrow()));
    sink.topic(FEATURES_TOPIC)
        .ifPresent(name -> topics.add(new ImageFeaturesTopic(name, featureType)));
    sink.topic(CAPTION_EMBEDDINGS_TOPIC)
        .ifPresent(
            name ->
                topics.add(
                    new ImageCaptionsTopic(new CaptionEmbeddingsTopic(name, includeCaption))));
    return topics;
  }
}
