// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.util.List;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.options.BatchOptions;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.jobs.options.TopicOptions;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.embed.EmbedOperator;
import org.flinkqlip.operators.embed.EmbedOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;

/**
 * Captions to embeddings in the space of the images; run it with {@code flink run -c
 * org.flinkqlip.jobs.EmbedText}.
 */
public final class EmbedText extends StreamJob {

  public static final Option<String> EMBEDDINGS_TOPIC =
      Option.text(
          "sink.embeddings-topic",
          CaptionEmbeddingsTopic.USUAL_NAME,
          "Topic of embeddings (`CaptionEmbedding`).");

  public static final Option<Boolean> INCLUDE_TEXT =
      Option.flag("captions.include-text", true, "Whether an embedding carries its text.");

  /** The job. */
  public static final EmbedText JOB = new EmbedText();

  private EmbedText() {
    super(
        new Description(
            "embed-text",
            "embed-captions",
            "embedded",
            "Captions to embeddings in the space of the images",
            "The bundle needs a text vocabulary."),
        new StreamPipeline.Steps("read captions", "embed captions"),
        new TopicOptions(
            TopicOptions.input("captions", "Topic of captions (`Caption`)."),
            Caption.class,
            List.of(TopicOptions.Result.of(EMBEDDINGS_TOPIC, CaptionEmbedding.class)),
            TopicOptions.deadLetters("caption-dead-letters")),
        BatchOptions.MAX_CAPTIONS,
        new OptionGroup("Captions", "What becomes of captions.", List.of(INCLUDE_TEXT)));
  }

  @Override
  public OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator(
      CommonOptions options) {
    return EmbedOperator.factory(embedding(options));
  }

  /** How the operator embeds. */
  public static EmbedOptions embedding(CommonOptions options) {
    return new EmbedOptions(
        options.operator(),
        new CaptionEmbeddingsTopic(
            options.settings().get(EMBEDDINGS_TOPIC), options.settings().get(INCLUDE_TEXT)));
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
