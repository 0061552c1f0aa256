package org.flinkqlip.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionCatalog;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.jobs.config.SettingsReader;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.embed.EmbedOptions;

/**
 * All options of EmbedText, checked against each other.
 *
 * @param stream what every job has
 * @param includeText whether an embedding carries its text
 */
public record EmbedTextOptions(CommonOptions stream, boolean includeText) {

  public static final Option<String> EMBEDDINGS_TOPIC =
      Option.text(
          "sink.embeddings-topic",
          CaptionEmbeddingsTopic.USUAL_NAME,
          "Topic of embeddings (`CaptionEmbedding`).");

  public static final Option<Boolean> INCLUDE_TEXT =
      Option.flag("captions.include-text", true, "Whether an embedding carries its text.");

  private static final CommonOptions.Shape SHAPE =
      new CommonOptions.Shape(
          "embed-text",
          Option.text(SourceOptions.TOPIC.key(), "captions", "Topic of captions (`Caption`)."),
          List.of(EMBEDDINGS_TOPIC),
          Option.text(
              SinkOptions.DEAD_LETTER_TOPIC.key(),
              "caption-dead-letters",
              SinkOptions.DEAD_LETTER_TOPIC.description()),
          BatchOptions.MAX_CAPTIONS);

  /** Every option and prefix of the job. */
  public static final OptionCatalog CATALOG =
      CommonOptions.catalog(
          SHAPE, new OptionGroup("Captions", "What becomes of captions.", List.of(INCLUDE_TEXT)));

  public EmbedTextOptions {
    requireNonNull(stream, "stream is null");
  }

  /**
   * Reads {@code --config FILE} and {@code --key value} arguments.
   *
   * @throws InvalidOptionsException if they cannot be used
   */
  public static EmbedTextOptions parse(List<String> arguments) {
    return from(new SettingsReader(CATALOG).read(arguments));
  }

  /** Reads the options of every stage. */
  public static EmbedTextOptions from(Settings settings) {
    return new EmbedTextOptions(CommonOptions.from(settings, SHAPE), settings.get(INCLUDE_TEXT));
  }

  /** How the operator embeds. */
  public EmbedOptions embedding() {
    return new EmbedOptions(
        stream.operator(),
        new CaptionEmbeddingsTopic(
            stream.sink().topic(EMBEDDINGS_TOPIC).orElseThrow(), includeText));
  }
}
