// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.options.BatchOptions;
import org.flinkqlip.jobs.options.CodesOptions;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.FetchDrain;
import org.flinkqlip.jobs.options.FetchOptions;
import org.flinkqlip.jobs.options.HealthSettings;
import org.flinkqlip.jobs.options.ImageOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.jobs.options.SourceOptions;
import org.flinkqlip.jobs.options.TopicOptions;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.tokenize.FeatureType;
import org.flinkqlip.operators.tokenize.ImageCaptionsTopic;
import org.flinkqlip.operators.tokenize.ImageCodesTopic;
import org.flinkqlip.operators.tokenize.ImageEmbeddingsTopic;
import org.flinkqlip.operators.tokenize.ImageFeaturesTopic;
import org.flinkqlip.operators.tokenize.ImageTopic;
import org.flinkqlip.operators.tokenize.TokenizeOperator;
import org.flinkqlip.operators.tokenize.TokenizeOptions;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;

/** Images to codes and embeddings; the job jar's main class, for {@code flink run}. */
public final class TokenizeImages extends StreamJob {

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

  /** The job. */
  public static final TokenizeImages JOB = new TokenizeImages();

  private TokenizeImages() {
    super(
        new Description(
            "tokenize-images",
            "tokenize-images",
            "tokenized",
            "Images to codes and embeddings",
            ""),
        new StreamPipeline.Steps("read images", "tokenize images"),
        new TopicOptions(
            SourceOptions.TOPIC,
            ImageEvent.class,
            List.of(
                TopicOptions.Result.of(CODES_TOPIC, ImageCodes.class),
                TopicOptions.Result.of(EMBEDDINGS_TOPIC, ImageEmbedding.class),
                TopicOptions.Result.of(FEATURES_TOPIC, ImageFeatures.class),
                TopicOptions.Result.ofCaption(
                    CAPTION_EMBEDDINGS_TOPIC, CaptionEmbedding.class, EMBED_CAPTIONS)),
            SinkOptions.DEAD_LETTER_TOPIC),
        BatchOptions.MAX_IMAGES,
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
            List.of(EMBED_CAPTIONS, EmbedText.INCLUDE_TEXT)),
        HealthSettings.GROUP);
  }

  @Override
  public OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator(
      CommonOptions options) {
    return TokenizeOperator.factory(tokenizing(options), fetch(options).policy());
  }

  @Override
  protected List<String> warnings(CommonOptions options) {
    return warnings(options, Runtime.getRuntime().availableProcessors());
  }

  /**
   * What can be meant but often is not, for people.
   *
   * @param cores of the machines that the job runs on
   */
  public static List<String> warnings(CommonOptions options, int cores) {
    List<String> warnings = new ArrayList<>(options.warnings());
    FetchOptions fetch = fetch(options);
    if (fetch.fetchesAnything()) {
      FetchDrain.of(options.batch(), fetch.policy().timeout(), cores)
          .warning(options.checkpointTimes())
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private static FetchOptions fetch(CommonOptions options) {
    FetchOptions fetch = FetchOptions.from(options.settings());
    Duration longestFetch = fetch.policy().timeout();
    if (options.batch().limits().stallTimeout().compareTo(longestFetch) <= 0) {
      throw new InvalidOptionsException(
          BatchOptions.STALL_TIMEOUT.key()
              + " must exceed "
              + FetchOptions.TIMEOUT.key()
              + ", or a slow server looks like a stuck device");
    }
    return fetch;
  }

  /** How the operator tokenizes. */
  public static TokenizeOptions tokenizing(CommonOptions options) {
    ImageOptions image = ImageOptions.from(options.settings());
    return new TokenizeOptions(
        options.operator(),
        topics(options),
        image.limits(),
        image.applyExifOrientation(),
        HealthSettings.from(options.settings()));
  }

  private static List<ImageTopic<?>> topics(CommonOptions options) {
    Settings settings = options.settings();
    List<ImageTopic<?>> topics = new ArrayList<>();
    topics.add(
        new ImageCodesTopic(
            settings.get(CODES_TOPIC), CodesOptions.from(settings).sequence().orElse(null)));
    topics.add(new ImageEmbeddingsTopic(settings.get(EMBEDDINGS_TOPIC)));
    settings
        .find(FEATURES_TOPIC)
        .ifPresent(name -> topics.add(new ImageFeaturesTopic(name, settings.get(FEATURES_DTYPE))));
    if (settings.get(EMBED_CAPTIONS)) {
      topics.add(
          new ImageCaptionsTopic(
              new CaptionEmbeddingsTopic(
                  settings.get(CAPTION_EMBEDDINGS_TOPIC), settings.get(EmbedText.INCLUDE_TEXT))));
    }
    return topics;
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
