package org.flinkqlip.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flinkqlip.local.broker.Topics;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * Compares the topic of images with the result topics as they are now. Of each record it keeps key
 * and positions alone, about 1 KB for an input and its results.
 */
public final class StreamAudit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Topics topics;
  private final WireFormat format;
  private final TimeRange range;
  private final int maxRecords;
  private final Map<String, String> keys = new HashMap<>();

  /**
   * An audit of the records with timestamps in a range.
   *
   * @param maxRecords most input records that may lie in the range
   */
  public StreamAudit(Topics topics, WireFormat format, TimeRange range, int maxRecords) {
    this.topics = requireNonNull(topics, "topics is null");
    this.format = requireNonNull(format, "format is null");
    this.range = requireNonNull(range, "range is null");
    if (maxRecords < 1) {
      throw new IllegalArgumentException("maxRecords must be positive: " + maxRecords);
    }
    this.maxRecords = maxRecords;
  }

  /**
   * Reads the inputs, then the results, and compares them.
   *
   * @param kafka properties of the consumer: {@code bootstrap.servers}, security
   * @throws ResultsUnreadableException if a topic cannot be read, or the range holds too much
   */
  public AuditReport run(Map<String, String> kafka) {
    List<InputRecord> inputs = new ArrayList<>();
    List<ResultRecord> results = new ArrayList<>();
    ResultParser parser = new ResultParser(topics, format);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_committed")) {
      TopicScan scan = new TopicScan(consumer, range, PATIENCE);
      scan.read(
          List.of(topics.images()),
          record -> {
            requireRoom(inputs.size(), maxRecords);
            inputs.add(input(record));
          });
      scan.read(
          topics.results(),
          record -> {
            // Two results for an input, and as many again before something is very wrong.
            requireRoom(results.size(), 4L * maxRecords);
            results.add(withSharedKey(parser.parse(committed(record)).record()));
          });
    }
    return InvariantCheck.check(inputs, results);
  }

  /**
   * Offsets of the result topics that open transactions hide from consumers of committed records: a
   * few while a job runs, ever more if a transaction lingers.
   *
   * @param kafka as for {@link #run}
   */
  public long hiddenOffsets(Map<String, String> kafka) {
    try (KafkaConsumer<byte[], byte[]> committed = consumer(kafka, "read_committed");
        KafkaConsumer<byte[], byte[]> all = consumer(kafka, "read_uncommitted")) {
      List<TopicPartition> partitions =
          topics.results().stream()
              .flatMap(topic -> committed.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
      long hidden = 0;
      for (Map.Entry<TopicPartition, Long> end : all.endOffsets(partitions).entrySet()) {
        hidden += end.getValue() - stable.get(end.getKey());
      }
      return hidden;
    } catch (KafkaException e) {
      throw new ResultsUnreadableException(
          "the ends of %s cannot be read: %s".formatted(topics.results(), e.getMessage()), e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, String> kafka, String isolationLevel) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "qlip-audit");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static CommittedRecord committed(ConsumerRecord<byte[], byte[]> record) {
    return new CommittedRecord(
        record.topic(),
        new Position(record.partition(), record.offset()),
        Optional.ofNullable(record.key()).map(bytes -> new String(bytes, UTF_8)),
        Optional.ofNullable(record.value()),
        System.nanoTime());
  }

  private InputRecord input(ConsumerRecord<byte[], byte[]> record) {
    Optional<String> key =
        Optional.ofNullable(record.key()).map(bytes -> shared(new String(bytes, UTF_8)));
    boolean forgets = record.value() == null && key.isPresent();
    return new InputRecord(
        new Position(record.partition(), record.offset()),
        key,
        forgets ? Expectation.TOMBSTONES : Expectation.ANY_RESULT);
  }

  private ResultRecord withSharedKey(ResultRecord result) {
    return new ResultRecord(
        result.topic(), result.position(), result.key().map(this::shared), result.content());
  }

  private String shared(String key) {
    return keys.computeIfAbsent(key, same -> same);
  }

  private void requireRoom(long size, long limit) {
    if (size >= limit) {
      throw new ResultsUnreadableException(
          "more than %d records %s: narrow the range, or raise the limit and the heap, by 1 KB a"
                  .formatted(limit, range)
              + " record");
    }
  }
}
