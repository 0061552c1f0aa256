package org.flinkqlip.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flinkqlip.local.broker.Topics;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * Reads the three result topics from their beginning with {@code isolation.level=read_committed}.
 * Not thread-safe.
 */
public final class ResultReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final ResultDecoder decoder;
  private final List<TopicPartition> partitions = new ArrayList<>();

  /** Reads with a consumer, which it closes in the end. */
  public ResultReader(Consumer<byte[], byte[]> consumer, Topics topics, WireFormat format) {
    this.consumer = requireNonNull(consumer, "consumer is null");
    this.topics = requireNonNull(topics, "topics is null");
    this.decoder = new ResultDecoder(requireNonNull(format, "format is null"));
    for (String topic : topics.results()) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Reads from the broker at an address. */
  public static ResultReader of(String bootstrapServers, Topics topics, WireFormat format) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.CLIENT_ID_CONFIG,
            "result-reader",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false);
    return new ResultReader(
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        topics,
        format);
  }

  /**
   * Results committed since the last call; waits up to a tenth of a second for the first.
   *
   * @throws ResultsUnreadableException if one of them is no result
   */
  public List<CommittedResult> poll() {
    List<CommittedResult> results = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      results.add(result(record, System.nanoTime()));
    }
    return results;
  }

  /**
   * All results that are committed by now and were not read yet.
   *
   * @throws ResultsUnreadableException if they cannot be read within the timeout
   */
  public List<CommittedResult> readToEnd(Duration timeout) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<CommittedResult> results = new ArrayList<>();
    long start = System.nanoTime();
    while (!reached(ends)) {
      results.addAll(poll());
      if (System.nanoTime() - start > timeout.toNanos() && !reached(ends)) {
        throw new ResultsUnreadableException(
            "The results could not be read to their end %s within %d s: is the broker alive?"
                .formatted(ends, timeout.toSeconds()));
      }
    }
    return results;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private CommittedResult result(ConsumerRecord<byte[], byte[]> record, long readNanos) {
    ResultTopic topic = topicOf(record.topic());
    Optional<SpecificRecord> value =
        Optional.ofNullable(record.value()).map(bytes -> decode(topic, record, bytes));
    return new CommittedResult(
        new ResultRecord(
            topic,
            new Position(record.partition(), record.offset()),
            Optional.ofNullable(record.key()).map(bytes -> new String(bytes, UTF_8)),
            value.map(ResultContent::of)),
        value,
        readNanos);
  }

  private SpecificRecord decode(
      ResultTopic topic, ConsumerRecord<byte[], byte[]> record, byte[] bytes) {
    try {
      return decoder.decode(topic, bytes);
    } catch (MalformedRecordException | RegistryException e) {
      throw new ResultsUnreadableException(
          "%s-%d@%d is no record of %s: %s"
              .formatted(
                  record.topic(), record.partition(), record.offset(), topic, e.getMessage()),
          e);
    }
  }

  private ResultTopic topicOf(String name) {
    if (name.equals(topics.codes())) {
      return ResultTopic.CODES;
    }
    return name.equals(topics.embeddings()) ? ResultTopic.EMBEDDINGS : ResultTopic.DEAD_LETTERS;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
