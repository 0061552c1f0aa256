// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.wire.WireFormat;

/**
 * Compares a job's topic of inputs with the topics that it writes as they are now. Of each record
 * it keeps key, positions and digests alone, about 1.5 KB for an input and its results.
 */
public final class StreamAudit {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final StreamTopics topics;
  private final WireFormat format;
  private final TimeRange range;
  private final int maxRecords;
  private final Map<String, String> keys = new HashMap<>();
  private GoneInputs gone;
  private Map<Position, List<ResultRecord>> resultsOfInputs = Map.of();

  /**
   * An audit of the records with timestamps in a range.
   *
   * @param maxRecords most input records that may lie in the range
   */
  public StreamAudit(StreamTopics topics, WireFormat format, TimeRange range, int maxRecords) {
    this.topics = requireNonNull(topics, "topics is null");
    this.format = requireNonNull(format, "format is null");
    this.gone = new GoneInputs(topics, new KeptInputs());
    this.range = requireNonNull(range, "range is null");
    if (maxRecords < 1) {
      throw new IllegalArgumentException("maxRecords must be positive: " + maxRecords);
    }
    this.maxRecords = maxRecords;
  }

  /**
   * Reads the inputs, then the results, and compares them. Results of inputs that are gone are no
   * part of the report: {@link #gone}.
   *
   * @param kafka properties of the consumer: {@code bootstrap.servers}, security
   * @throws ResultsUnreadableException if a topic cannot be read, or the range holds too much
   */
  public AuditReport run(Map<String, String> kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_committed")) {
      TopicScan scan = new TopicScan(consumer, PATIENCE);
      KeptInputs kept = new KeptInputs();
      List<InputRecord> inputs = inputs(scan, kept);
      AuditReport report = compare(consumer, inputs, kept, results(scan, range.from()));
      if (report.holds() || range.from().isEmpty()) {
        return report;
      }
      // A result of an input from the future has the earlier time of its writing.
      return compare(consumer, inputs, kept, results(scan, Optional.empty()));
    }
  }

  /** What became known of inputs that are gone, by the last {@link #run}. */
  public GoneInputs gone() {
    return gone;
  }

  /**
   * Computes inputs of the last {@link #run} again, of those that have results, and compares these.
   *
   * @param kafka as for {@link #run}
   * @param count of inputs, picked at random; they are held in memory, with their results
   * @throws ResultsUnreadableException if records cannot be read, or the job cannot run here
   */
  public RecomputedSample recompute(
      Map<String, String> kafka, int count, Recomputation recomputation) {
    List<Position> sample = new ArrayList<>(resultsOfInputs.keySet());
    Collections.shuffle(sample);
    sample = sample.subList(0, Math.min(count, sample.size()));
    ResultParser parser = new ResultParser(topics, format);
    List<SourceRecord> inputs = new ArrayList<>();
    List<CommittedResult> results = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka, "read_committed")) {
      RecordLookup lookup = new RecordLookup(consumer, PATIENCE);
      lookup.read(
          sample.stream()
              .map(position -> new RecordLookup.Place(topics.input(), position))
              .toList(),
          record -> inputs.add(source(record)));
      lookup.read(
          sample.stream()
              .flatMap(position -> resultsOfInputs.getOrDefault(position, List.of()).stream())
              .map(result -> new RecordLookup.Place(result.topic(), result.position()))
              .toList(),
          record -> results.add(parser.parse(committed(record))));
    }
    RecomputedSample found = RecomputeCheck.check(topics, parser, inputs, results, recomputation);
    return new RecomputedSample(
        found.inputs(), found.left() + sample.size() - inputs.size(), found.violations());
  }

  private static SourceRecord source(ConsumerRecord<byte[], byte[]> record) {
    return new SourceRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value());
  }

  private List<InputRecord> inputs(TopicScan scan, KeptInputs kept) {
    InputContentReader contents = new InputContentReader(topics, format);
    List<InputRecord> inputs = new ArrayList<>();
    scan.read(
        List.of(topics.input()),
        range.from(),
        record -> {
          Position position = new Position(record.partition(), record.offset());
          kept.saw(position, record.timestamp());
          if (range.contains(record.timestamp())) {
            requireRoom(inputs.size(), maxRecords);
            inputs.add(input(record, contents));
            kept.keep(position, record.timestamp());
          }
        });
    return inputs;
  }

  private List<TimedResult> results(TopicScan scan, Optional<Instant> from) {
    ResultParser parser = new ResultParser(topics, format);
    List<TimedResult> results = new ArrayList<>();
    scan.read(
        topics.written(),
        from,
        record -> {
          TimedResult result = TimedResult.of(record, parser.parse(committed(record)));
          if (range.equals(TimeRange.ALL) || range.contains(result.requireInputTimestamp())) {
            // A record of each topic for an input, and as many again before it is very wrong.
            requireRoom(results.size(), 2L * topics.results().size() * maxRecords);
            results.add(result.with(withSharedKey(result.record())));
          }
        });
    return results;
  }

  private AuditReport compare(
      KafkaConsumer<byte[], byte[]> consumer,
      List<InputRecord> inputs,
      KeptInputs kept,
      List<TimedResult> results) {
    // Asked after the results were read: what came since is not taken for what is gone.
    kept.ask(consumer, topics.input());
    gone = new GoneInputs(topics, kept);
    List<ResultRecord> explained = gone.sort(inputs, results);
    resultsOfInputs = resultsOf(inputs, explained);
    return InvariantCheck.check(topics, inputs, explained);
  }

  /** Results by the inputs that are there; neither dead letters nor tombstones. */
  private Map<Position, List<ResultRecord>> resultsOf(
      List<InputRecord> inputs, List<ResultRecord> results) {
    Map<Position, List<ResultRecord>> found = new HashMap<>();
    inputs.forEach(input -> found.put(input.position(), new ArrayList<>()));
    for (ResultRecord result : results) {
      if (!result.isTombstone() && !result.topic().equals(topics.deadLetters())) {
        List<ResultRecord> ofInput = found.get(result.content().get().source());
        if (ofInput != null) {
          ofInput.add(result);
        }
      }
    }
    found.values().removeIf(List::isEmpty);
    return found;
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
          topics.written().stream()
              .flatMap(topic -> committed.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> stable = committed.endOffsets(partitions);
      long hidden = 0;
      for (Map.Entry<TopicPartition, Long> end : all.endOffsets(partitions).entrySet()) {
        hidden += end.getValue() - requireNonNull(stable.get(end.getKey()));
      }
      return hidden;
    } catch (KafkaException e) {
      throw new ResultsUnreadableException(
          "the ends of %s cannot be read: %s".formatted(topics.written(), e.getMessage()), e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      Map<String, String> kafka, String isolationLevel) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "qlip-audit");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolationLevel);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Retention may overtake the scan, which then goes on with what is left.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
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

  private InputRecord input(ConsumerRecord<byte[], byte[]> record, InputContentReader contents) {
    Optional<String> key =
        Optional.ofNullable(record.key()).map(bytes -> shared(new String(bytes, UTF_8)));
    boolean forgets = record.value() == null && key.isPresent();
    CommittedRecord input = committed(record);
    return new InputRecord(
        input.position(),
        key,
        forgets ? Expectation.TOMBSTONES : Expectation.ANY_RESULT,
        contents.read(input.value(), input.name()));
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
          "more than %d records %s: narrow the range, or raise the limit and the heap, by 1.5 KB a"
                  .formatted(limit, range)
              + " record");
    }
  }
}
