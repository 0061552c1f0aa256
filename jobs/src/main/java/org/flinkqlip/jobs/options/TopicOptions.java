// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;

/**
 * The options that name a job's topics, each with its record.
 *
 * @param input topic of inputs
 * @param inputType record of that topic
 * @param results topics of results, in a fixed order
 * @param deadLetters topic of dead letters
 */
public record TopicOptions(
    Option<String> input,
    Class<? extends SpecificRecord> inputType,
    List<Result> results,
    Option<String> deadLetters) {

  public TopicOptions {
    requireNonNull(input, "input is null");
    requireNonNull(inputType, "inputType is null");
    results = List.copyOf(results);
    requireNonNull(deadLetters, "deadLetters is null");
  }

  /**
   * The option of a topic of results, which is not written where the option is not set.
   *
   * @param topic names the topic
   * @param type record of the topic
   * @param captions says whether captions of images are embedded, for a topic of these
   */
  public record Result(
      Option<String> topic,
      Class<? extends SpecificRecord> type,
      Optional<Option<Boolean>> captions) {

    public Result {
      requireNonNull(topic, "topic is null");
      requireNonNull(type, "type is null");
      requireNonNull(captions, "captions is null");
    }

    /** A topic of what the model makes of an input's content. */
    public static Result of(Option<String> topic, Class<? extends SpecificRecord> type) {
      return new Result(topic, type, Optional.empty());
    }

    /** A topic of what it makes of the caption that an image has beside its content. */
    public static Result ofCaption(
        Option<String> topic, Class<? extends SpecificRecord> type, Option<Boolean> captions) {
      return new Result(topic, type, Optional.of(captions));
    }

    /** The topic, if it is written. */
    public Optional<String> name(Settings settings) {
      return captions.map(settings::get).orElse(true) ? settings.find(topic) : Optional.empty();
    }
  }

  /** The option of the inputs' topic, with a job's own default. */
  public static Option<String> input(String fallback, String description) {
    return Option.text(SourceOptions.TOPIC.key(), fallback, description);
  }

  /** The option of the dead letters' topic, with a job's own default. */
  public static Option<String> deadLetters(String fallback) {
    return Option.text(
        SinkOptions.DEAD_LETTER_TOPIC.key(), fallback, SinkOptions.DEAD_LETTER_TOPIC.description());
  }

  /** The options of topics of results. */
  List<Option<String>> resultTopics() {
    return results.stream().map(Result::topic).toList();
  }

  /** All of them, for whoever needs nothing else of the job. */
  public OptionGroup group() {
    List<Option<?>> options = new ArrayList<>();
    options.add(input);
    for (Result result : results) {
      result.captions().ifPresent(options::add);
      options.add(result.topic());
    }
    options.add(deadLetters);
    return new OptionGroup("Topics", "Where inputs and results are.", options);
  }
}
