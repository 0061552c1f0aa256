package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.jobs.options.EmbedTextOptions;
import org.flinkqlip.jobs.options.KafkaOptions;
import org.flinkqlip.jobs.options.ReconstructImagesOptions;
import org.flinkqlip.jobs.options.SinkOptions;
import org.flinkqlip.jobs.options.SourceOptions;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.flinkqlip.jobs.options.WireOptions;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.ReconstructedImage;

/** How the options of a job name its topics. */
public final class AuditedJob {
  /** Images to codes, embeddings, and features and embeddings of captions where they are set. */
  public static final AuditedJob TOKENIZE_IMAGES =
      new AuditedJob(
          "tokenize-images",
          "tokenized",
          TokenizeImagesOptions.CATALOG,
          List.of(
              TokenizeImagesOptions.CODES_TOPIC,
              TokenizeImagesOptions.EMBEDDINGS_TOPIC,
              TokenizeImagesOptions.FEATURES_TOPIC,
              TokenizeImagesOptions.EMBED_CAPTIONS,
              TokenizeImagesOptions.CAPTION_EMBEDDINGS_TOPIC),
          AuditedJob::tokenizeImages);

  /** Captions to embeddings. */
  public static final AuditedJob EMBED_TEXT =
      new AuditedJob(
          "embed-text",
          "embedded",
          EmbedTextOptions.CATALOG,
          List.of(EmbedTextOptions.EMBEDDINGS_TOPIC),
          settings ->
              new StreamTopics(
                  settings.get(SourceOptions.TOPIC),
                  Caption.class,
                  List.of(
                      new StreamTopics.Result(
                          settings.get(EmbedTextOptions.EMBEDDINGS_TOPIC), CaptionEmbedding.class)),
                  settings.get(SinkOptions.DEAD_LETTER_TOPIC)));

  /** Codes to pictures. */
  public static final AuditedJob RECONSTRUCT_IMAGES =
      new AuditedJob(
          "reconstruct-images",
          "reconstructed",
          ReconstructImagesOptions.CATALOG,
          List.of(ReconstructImagesOptions.IMAGES_TOPIC),
          settings ->
              new StreamTopics(
                  settings.get(SourceOptions.TOPIC),
                  ImageCodes.class,
                  List.of(
                      new StreamTopics.Result(
                          settings.get(ReconstructImagesOptions.IMAGES_TOPIC),
                          ReconstructedImage.class)),
                  settings.get(SinkOptions.DEAD_LETTER_TOPIC)));

  /** Every job. */
  public static final List<AuditedJob> ALL =
      List.of(TOKENIZE_IMAGES, EMBED_TEXT, RECONSTRUCT_IMAGES);

  private final String name;
  private final String done;
  private final OptionCatalog catalog;
  private final OptionGroup topicOptions;
  private final Function<Settings, StreamTopics> topics;

  private AuditedJob(
      String name,
      String done,
      OptionCatalog catalog,
      List<Option<?>> resultOptions,
      Function<Settings, StreamTopics> topics) {
    this.name = requireNonNull(name, "name is null");
    this.done = requireNonNull(done, "done is null");
    this.catalog = requireNonNull(catalog, "catalog is null");
    this.topics = requireNonNull(topics, "topics is null");
    this.topicOptions =
        new OptionGroup("Topics", "Where inputs and results are.", own(catalog, resultOptions));
  }

  /** As the job declares them, with its own defaults. */
  private static List<Option<?>> own(OptionCatalog catalog, List<Option<?>> resultOptions) {
    List<Option<?>> options = new ArrayList<>();
    options.add(SourceOptions.TOPIC);
    options.addAll(resultOptions);
    options.add(SinkOptions.DEAD_LETTER_TOPIC);
    options.replaceAll(option -> catalog.option(option.key()).orElseThrow());
    return options;
  }

  private static StreamTopics tokenizeImages(Settings settings) {
    List<StreamTopics.Result> results = new ArrayList<>();
    results.add(
        new StreamTopics.Result(settings.get(TokenizeImagesOptions.CODES_TOPIC), ImageCodes.class));
    results.add(
        new StreamTopics.Result(
            settings.get(TokenizeImagesOptions.EMBEDDINGS_TOPIC), ImageEmbedding.class));
    settings
        .find(TokenizeImagesOptions.FEATURES_TOPIC)
        .ifPresent(topic -> results.add(new StreamTopics.Result(topic, ImageFeatures.class)));
    if (settings.get(TokenizeImagesOptions.EMBED_CAPTIONS)) {
      results.add(
          new StreamTopics.Result(
              settings.get(TokenizeImagesOptions.CAPTION_EMBEDDINGS_TOPIC),
              CaptionEmbedding.class,
              true));
    }
    return new StreamTopics(
        settings.get(SourceOptions.TOPIC),
        ImageEvent.class,
        results,
        settings.get(SinkOptions.DEAD_LETTER_TOPIC));
  }

  /** The job of a name, such as {@code embed-text}. */
  public static Optional<AuditedJob> of(String name) {
    return ALL.stream().filter(job -> job.name.equals(name)).findFirst();
  }

  /** The job in lower case with dashes. */
  public String name() {
    return name;
  }

  /** What is said of an input that has its results, such as {@code tokenized}. */
  public String done() {
    return done;
  }

  /** Everything that the job's own options file may hold. */
  public OptionCatalog catalog() {
    return catalog;
  }

  /** What an audit needs to know: how Kafka is reached, topics, wire format. */
  public OptionCatalog auditCatalog() {
    return new OptionCatalog(
        List.of(KafkaOptions.GROUP, topicOptions, WireOptions.GROUP),
        List.of(KafkaOptions.PROPERTIES));
  }

  /** The topics that settings of either catalog name. */
  public StreamTopics topics(Settings settings) {
    return topics.apply(settings);
  }

  /** The topics of a job that was told nothing. */
  public StreamTopics defaultTopics() {
    OptionCatalog alone = new OptionCatalog(List.of(topicOptions), List.of());
    return topics(new SettingsReader(alone).read(List.of()));
  }
}
