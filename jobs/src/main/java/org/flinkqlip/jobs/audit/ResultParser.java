package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Records of the result topics to results. */
final class ResultParser {
  private final Topics topics;
  private final ResultDecoder decoder;

  ResultParser(Topics topics, WireFormat format) {
    this.topics = requireNonNull(topics, "topics is null");
    this.decoder = new ResultDecoder(requireNonNull(format, "format is null"));
  }

  /**
   * The result that a record holds.
   *
   * @throws ResultsUnreadableException if it is none
   */
  CommittedResult parse(CommittedRecord record) {
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
}
