// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the results of a job become records of all its topics.
 *
 * @param <R> what the model makes of one record
 */
public final class ResultFormat<R> {
  private final List<Part<R, ?>> parts;

  private ResultFormat(List<Part<R, ?>> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * The format of a model's results.
   *
   * @param topics in the order in which the records of a result are sent
   * @throws Exception if the model does not give what a topic needs
   */
  public static <R> ResultFormat<R> open(
      List<? extends OutputTopic<R, ?>> topics,
      String modelId,
      ModelManifest manifest,
      WireFormat wireFormat)
      throws Exception {
    List<Part<R, ?>> parts = new ArrayList<>();
    for (OutputTopic<R, ?> topic : topics) {
      parts.add(Part.open(topic, modelId, manifest, wireFormat));
    }
    return new ResultFormat<>(parts);
  }

  /** The topics of results, to which a tombstone is passed on too. */
  List<String> topics() {
    return parts.stream().map(Part::topic).toList();
  }

  /**
   * The values of one record, of which either all or none are sent.
   *
   * @throws RecordRuleException if the result must not be sent
   * @throws RegistryException if the schema registry cannot be asked
   */
  List<Payload> payloads(RecordFacts facts, R result)
      throws RecordRuleException, RegistryException {
    List<Payload> payloads = new ArrayList<>();
    for (Part<R, ?> part : parts) {
      payloads.add(part.payload(facts, result));
    }
    return payloads;
  }

  /** What a producer or operator can do about a result that is too large, in a few words. */
  String howToShrink(RecordFacts facts) {
    return parts.stream()
        .map(part -> part.records.howToShrink(facts))
        .flatMap(Optional::stream)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Codes among the results of one record, for the metrics. */
  int codes(R result) {
    return parts.stream().mapToInt(part -> part.records.codes(result)).sum();
  }

  /**
   * A value on its way to a topic.
   *
   * @param topic where it goes
   * @param value in the wire format, or null for a tombstone
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Payload(String topic, byte @Nullable [] value) {

    /** Bytes of the value. */
    int size() {
      return value == null ? 0 : value.length;
    }
  }

  private record Part<R, T>(
      String topic, ResultRecords<R, T> records, RecordSerializer<T> serializer) {

    static <R, T extends SpecificRecord> Part<R, T> open(
        OutputTopic<R, T> topic, String modelId, ModelManifest manifest, WireFormat wireFormat)
        throws Exception {
      return new Part<>(
          topic.name(),
          topic.records(modelId, manifest),
          wireFormat.serializer(topic.schema(), topic.name()));
    }

    Payload payload(RecordFacts facts, R result) throws RecordRuleException, RegistryException {
      Optional<T> record = records.of(facts, result);
      return new Payload(topic, record.isPresent() ? serializer.serialize(record.get()) : null);
    }
  }
}
