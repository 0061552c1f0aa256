// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;
import org.flinkqlip.operators.device.OperatorOptions;

/**
 * Where results go in Kafka, and under which guarantee.
 *
 * @param results topics of results
 * @param deadLetterTopic topic of dead letters
 * @param guarantee exactly once or at least once
 * @param transactionalIdPrefix start of every transactional id
 * @param transactionTimeout when the broker aborts a transaction that was left open
 * @param namingStrategy how transactional ids are made
 * @param maxRecordBytes most bytes of key and value of one record
 * @param compression codec of the producer
 */
public record SinkOptions(
    List<ResultTopic> results,
    String deadLetterTopic,
    Guarantee guarantee,
    String transactionalIdPrefix,
    Duration transactionTimeout,
    TransactionNamingStrategy namingStrategy,
    MemorySize maxRecordBytes,
    Compression compression) {

  public static final Option<String> DEAD_LETTER_TOPIC =
      Option.text(
          "sink.dead-letter-topic",
          "image-dead-letters",
          "Topic of what became no result, and why (`DeadLetter`).");

  public static final Option<Guarantee> DELIVERY_GUARANTEE =
      Option.choice(
          "sink.delivery-guarantee",
          Guarantee.class,
          Guarantee.EXACTLY_ONCE,
          "exactly-once writes in transactions that commit with each checkpoint, for consumers that"
              + " read committed records; at-least-once writes at once and may repeat records after"
              + " a failure.");

  public static final Option<String> TRANSACTIONAL_ID_PREFIX =
      Option.text(
          "sink.transactional-id-prefix",
          "flink-qlip-tokenize-images",
          "Start of every transactional id. One job alone may use it on a Kafka cluster, it must not"
              + " begin like another job's, and it must stay the same across restarts.");

  public static final Option<Duration> TRANSACTION_TIMEOUT =
      Option.duration(
              "sink.transaction-timeout",
              Duration.ofMinutes(15),
              "When the broker aborts a transaction that was left open: what a job wrote is lost if"
                  + " it takes longer to come back. At most the broker's"
                  + " `transaction.max.timeout.ms`.")
          .positive();

  public static final Option<TransactionNamingStrategy> NAMING_STRATEGY =
      Option.choice(
          "sink.transaction-naming-strategy",
          TransactionNamingStrategy.class,
          TransactionNamingStrategy.POOLING,
          "pooling reuses transactional ids and needs the rights to describe and read the topics;"
              + " incrementing makes a new one for each checkpoint, which the broker keeps for a"
              + " week. A job cannot go back from pooling to incrementing.");

  public static final Option<MemorySize> MAX_RECORD_BYTES =
      Option.size(
              "sink.max-record-bytes",
              MemorySize.parse("960 kb"),
              "Most bytes of key and value of one record; a larger result becomes a dead letter. The"
                  + " topics' `max.message.bytes` must leave room for it and 16 kb more.")
          .atLeast(new MemorySize(OperatorOptions.SMALLEST_MAX_RECORD_BYTES))
          .atMost(MemorySize.parse("1 gb"));

  public static final Option<Compression> COMPRESSION =
      Option.choice(
          "sink.compression",
          Compression.class,
          Compression.NONE,
          "Codec of the producer. Codes, embeddings and encoded pictures hardly compress; features do a little.");

  /** Everything but the topics of results, which each job declares for itself. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Sink",
          "Where results go in Kafka. One transactional sink writes all topics, so that all results"
              + " of an input become visible together.",
          List.of(
              DEAD_LETTER_TOPIC,
              DELIVERY_GUARANTEE,
              TRANSACTIONAL_ID_PREFIX,
              TRANSACTION_TIMEOUT,
              NAMING_STRATEGY,
              MAX_RECORD_BYTES,
              COMPRESSION));

  /**
   * A topic of results.
   *
   * @param option key of the option that names it
   * @param name of the topic
   */
  public record ResultTopic(String option, String name) {}

  public SinkOptions {
    results = List.copyOf(results);
    List<String> names = names(results, deadLetterTopic);
    if (Set.copyOf(names).size() < names.size()) {
      throw new InvalidOptionsException("the sink's topics must differ from each other");
    }
  }

  /**
   * Reads the options of this stage.
   *
   * @param results the options of the job's topics of results
   */
  public static SinkOptions from(Settings settings, List<TopicOptions.Result> results) {
    return new SinkOptions(
        results.stream()
            .flatMap(
                result ->
                    result.name(settings).stream()
                        .map(name -> new ResultTopic(result.topic().key(), name)))
            .toList(),
        settings.get(DEAD_LETTER_TOPIC),
        settings.get(DELIVERY_GUARANTEE),
        settings.get(TRANSACTIONAL_ID_PREFIX),
        settings.get(TRANSACTION_TIMEOUT),
        settings.get(NAMING_STRATEGY),
        settings.get(MAX_RECORD_BYTES),
        settings.get(COMPRESSION));
  }

  /** The group with a job's topics of results in front. */
  public static OptionGroup group(List<Option<String>> resultTopics, Option<?>... own) {
    OptionGroup others = GROUP.with(own);
    List<Option<?>> all = new ArrayList<>(resultTopics);
    all.addAll(others.options());
    return new OptionGroup(others.title(), others.description(), all);
  }

  /** The topics in a fixed order: results, dead letters. */
  public List<String> topics() {
    return names(results, deadLetterTopic);
  }

  private static List<String> names(List<ResultTopic> results, String deadLetterTopic) {
    return Stream.concat(results.stream().map(ResultTopic::name), Stream.of(deadLetterTopic))
        .toList();
  }

  /** Whether results are written in transactions. */
  public boolean isTransactional() {
    return guarantee == Guarantee.EXACTLY_ONCE;
  }
}
