// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Records of the topics that a job writes to results. */
final class ResultParser {
  private final Map<String, Type> types = new HashMap<>();
  private final String deadLetters;

  private record Type(String name, RecordDeserializer<? extends SpecificRecord> deserializer) {}

  ResultParser(StreamTopics topics, WireFormat format) {
    requireNonNull(topics, "topics is null");
    requireNonNull(format, "format is null");
    topics.results().forEach(result -> add(result.name(), result.type(), format));
    deadLetters = topics.deadLetters();
    add(deadLetters, DeadLetter.class, format);
  }

  private void add(String topic, Class<? extends SpecificRecord> type, WireFormat format) {
    types.put(topic, new Type(type.getSimpleName(), format.deserializer(type)));
  }

  /**
   * The result that a record holds.
   *
   * @throws ResultsUnreadableException if it is none
   */
  CommittedResult parse(CommittedRecord record) {
    Optional<SpecificRecord> value = record.value().map(bytes -> decode(record, bytes));
    boolean deadLetter = record.topic().equals(deadLetters);
    return new CommittedResult(
        new ResultRecord(
            record.topic(),
            record.position(),
            record.key(),
            value.map(result -> ResultFields.content(result, deadLetter))),
        value,
        record.readNanos());
  }

  private SpecificRecord decode(CommittedRecord record, byte[] bytes) {
    Type type =
        requireNonNull(types.get(record.topic()), () -> record.topic() + " is no topic of results");
    try {
      return type.deserializer().deserialize(bytes);
    } catch (MalformedRecordException | RegistryException e) {
      throw new ResultsUnreadableException(
          "%s is no %s: %s".formatted(record.name(), type.name(), e.getMessage()), e);
    }
  }
}
