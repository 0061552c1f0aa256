package org.flinkqlip.local.audit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.flinkqlip.local.broker.Topics;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Reads what TokenizeImages has committed, from the beginning. Not thread-safe. */
public final class ResultReader implements AutoCloseable {

  private final CommittedTopics records;
  private final Topics topics;
  private final ResultDecoder decoder;

  /** Reads with a consumer, which it closes in the end. */
  public ResultReader(Consumer<byte[], byte[]> consumer, Topics topics, WireFormat format) {
    this(new CommittedTopics(consumer, topics.results()), topics, format);
  }

  private ResultReader(CommittedTopics records, Topics topics, WireFormat format) {
    this.records = records;
    this.topics = topics;
    this.decoder = new ResultDecoder(requireNonNull(format, "format is null"));
  }

  /** Reads from the broker at an address. */
  public static ResultReader of(String bootstrapServers, Topics topics, WireFormat format) {
    return new ResultReader(CommittedTopics.of(bootstrapServers, topics.results()), topics, format);
  }

  /**
   * Results committed since the last call; waits up to a tenth of a second for the first.
   *
   * @throws ResultsUnreadableException if one of them is no result
   */
  public List<CommittedResult> poll() {
    return records.poll().stream().map(this::result).toList();
  }

  /**
   * All results that are committed by now and were not read yet.
   *
   * @throws ResultsUnreadableException if they cannot be read within the timeout
   */
  public List<CommittedResult> readToEnd(Duration timeout) {
    return records.readToEnd(timeout).stream().map(this::result).toList();
  }

  private CommittedResult result(CommittedRecord record) {
    ResultTopic topic = topicOf(record.topic());
    Optional<SpecificRecord> value = record.value().map(bytes -> decode(topic, record, bytes));
    return new CommittedResult(
        new ResultRecord(topic, record.position(), record.key(), value.map(ResultContent::of)),
        value,
        record.readNanos());
  }

  private SpecificRecord decode(ResultTopic topic, CommittedRecord record, byte[] bytes) {
    try {
      return decoder.decode(topic, bytes);
    } catch (MalformedRecordException | RegistryException e) {
      throw new ResultsUnreadableException(
          "%s is no record of %s: %s".formatted(record.name(), topic, e.getMessage()), e);
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
    records.close();
  }
}
