// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.INTERNAL_ERROR;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.KEY_INVALID;
import static org.flinkqlip.operators.outcome.DeadLetterCategory.RESULT_TOO_LARGE;

import java.util.List;
import org.apache.flink.util.Collector;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.metrics.OutcomeMetrics;
import org.flinkqlip.operators.outcome.ResultFormat.Payload;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.RegistryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each outcome to its topics: results, or a dead letter, or tombstones. All records of an input
 * have its identity as the key and the input's timestamp.
 *
 * @param <R> what the model makes of one record
 */
public final class OutcomeRouter<R> implements Outcome.Visitor<SourceRecord, RecordFacts, R> {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeRouter.class);

  private final ResultFormat<R> format;
  private final DeadLetterCategory runFailure;
  private final DeadLetters deadLetters;
  private final int maxRecordBytes;
  private final OutcomeMetrics metrics;
  private @Nullable Collector<OutboundRecord> out;

  /**
   * A router.
   *
   * @param runFailure category of a record on which the model fails, while it still takes a blank
   *     one
   * @param maxRecordBytes key and value of an output record at most
   */
  public OutcomeRouter(
      ResultFormat<R> format,
      DeadLetterCategory runFailure,
      DeadLetters deadLetters,
      int maxRecordBytes,
      OutcomeMetrics metrics) {
    this.format = requireNonNull(format, "format is null");
    this.runFailure = requireNonNull(runFailure, "runFailure is null");
    this.deadLetters = requireNonNull(deadLetters, "deadLetters is null");
    this.maxRecordBytes = maxRecordBytes;
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /**
   * Sends out what an outcome stands for.
   *
   * @throws Exception if it cannot be made; the job fails
   */
  public void route(
      Outcome<SourceRecord, RecordFacts, R> outcome, Collector<OutboundRecord> collector)
      throws Exception {
    out = collector;
    outcome.accept(this);
  }

  @Override
  public void succeeded(RecordFacts facts, R result) throws RegistryException {
    List<Payload> payloads;
    try {
      payloads = format.payloads(facts, result);
    } catch (RecordRuleException e) {
      deadLetter(facts, e.category(), messageOf(e));
      return;
    }
    byte[] key = facts.key();
    int largest = key.length + payloads.stream().mapToInt(Payload::size).max().orElse(0);
    if (largest > maxRecordBytes) {
      deadLetter(
          facts,
          RESULT_TOO_LARGE,
          "the result has %d bytes, the limit is %d bytes: %s, or raise the limit here, in the producer and in the topics"
              .formatted(largest, maxRecordBytes, format.howToShrink(facts)));
      return;
    }
    for (Payload payload : payloads) {
      emit(
          new OutboundRecord(
              payload.topic(),
              key,
              payload.value(),
              facts.origin().timestamp(),
              facts.origin().position()));
    }
    metrics.sent(format.codes(result));
  }

  @Override
  public void rejected(SourceRecord source, Exception fault) throws RegistryException {
    if (fault instanceof PreparationFailedException preparation) {
      deadLetter(preparation.facts(), preparation.failure());
    } else {
      deadLetter(RecordFacts.of(source), fault);
    }
  }

  @Override
  public void failed(RecordFacts facts, Exception fault) throws RegistryException {
    deadLetter(facts, runFailure, messageOf(fault));
  }

  @Override
  public void passed(SourceRecord tombstone) throws RegistryException {
    byte[] key = tombstone.key();
    if (!RecordIdentity.isKey(key)) {
      deadLetter(
          RecordFacts.of(tombstone),
          KEY_INVALID,
          "a tombstone needs the identity of 1 to %d bytes as its key, this one has %s"
              .formatted(RecordIdentity.MAX_BYTES, key == null ? "none" : key.length + " bytes"));
      return;
    }
    for (String topic : format.topics()) {
      emit(new OutboundRecord(topic, key, null, tombstone.timestamp(), tombstone.position()));
    }
    metrics.tombstone();
  }

  private void deadLetter(RecordFacts facts, Exception fault) throws RegistryException {
    DeadLetterCategory category = FailureClassifier.classify(fault).orElse(INTERNAL_ERROR);
    deadLetter(facts, category, messageOf(fault));
  }

  private void emit(OutboundRecord record) {
    requireNonNull(out, "no outcome is routed").collect(record);
  }

  private static String messageOf(Exception fault) {
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }

  private void deadLetter(RecordFacts facts, DeadLetterCategory category, String message)
      throws RegistryException {
    DeadLetter letter = deadLetters.of(facts, category, message);
    emit(deadLetters.record(facts, letter));
    if (metrics.deadLettered(category.name()) == 1) {
      LOG.warn(
          "Dead letter, {}: {} (further ones of this category are counted and logged at DEBUG)",
          category,
          letter.getMessage());
    } else {
      LOG.debug("Dead letter, {}: {}", category, letter.getMessage());
    }
  }
}
