// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** Makes dead letters; all their texts are clipped, so that each fits any topic. */
public final class DeadLetters {
  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_URI = 2_048;

  private final String topic;
  private final String modelId;
  private final RecordSerializer<DeadLetter> serializer;

  /**
   * Dead letters of a job.
   *
   * @param topic where they go
   * @param modelId the model that the job runs
   */
  public DeadLetters(String topic, String modelId, WireFormat wireFormat) {
    this.topic = requireNonNull(topic, "topic is null");
    this.modelId = requireNonNull(modelId, "modelId is null");
    this.serializer = wireFormat.serializer(DeadLetter.class, topic);
  }

  /** The dead letter of a record. */
  DeadLetter of(RecordFacts facts, DeadLetterCategory category, String message) {
    return DeadLetter.newBuilder()
        .setImageId(ClippedText.ofNullable(facts.id(), RecordIdentity.MAX_BYTES))
        .setStage(category.stage().label())
        .setCategory(category.name())
        .setMessage(message("[" + facts.item() + "] " + message))
        .setUri(ClippedText.ofNullable(facts.uri(), MAX_URI))
        .setRecordSize(facts.origin().recordSize())
        .setContentSize(facts.contentSize())
        .setEventTime(facts.eventTime())
        .setProvenance(facts.provenance(modelId))
        .build();
  }

  private static String message(String text) {
    return ClippedText.of(ClippedText.oneLine(text), MAX_MESSAGE);
  }

  /** The dead letter as it will be written. */
  OutboundRecord record(RecordFacts facts, DeadLetter letter) throws RegistryException {
    return new OutboundRecord(
        topic,
        facts.deadLetterKey(),
        serializer.serialize(letter),
        facts.origin().timestamp(),
        facts.origin().position());
  }
}
