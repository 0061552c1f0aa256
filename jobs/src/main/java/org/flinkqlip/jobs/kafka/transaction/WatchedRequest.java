// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.jspecify.annotations.Nullable;

/** Passes all on to Flink but a refusal, which it keeps until its meaning is known. */
final class WatchedRequest implements CommitRequest<KafkaCommittable> {
  private final CommitRequest<ResultTransaction> request;
  private @Nullable Throwable refusal;

  WatchedRequest(CommitRequest<ResultTransaction> request) {
    this.request = request;
  }

  ResultTransaction transaction() {
    return request.getCommittable();
  }

  boolean isRefused() {
    return refusal != null;
  }

  Throwable refusal() {
    return requireNonNull(refusal, "nothing was refused");
  }

  /** The refusal means that there was nothing left to do. */
  void settleAsCommitted() {
    request.signalAlreadyCommitted();
  }

  /** The refusal is a loss, which Flink counts as {@code failedCommittables}. */
  void settleAsFailed() {
    request.signalFailedWithKnownReason(refusal());
  }

  @Override
  public KafkaCommittable getCommittable() {
    return transaction().kafka();
  }

  @Override
  public int getNumberOfRetries() {
    return request.getNumberOfRetries();
  }

  @Override
  public void signalFailedWithKnownReason(Throwable reason) {
    refusal = reason;
  }

  /** Flink's answer is a restart, which changes nothing where Kafka has forgotten the producer. */
  @Override
  public void signalFailedWithUnknownReason(Throwable reason) {
    if (reason instanceof InvalidPidMappingException
        || reason instanceof TransactionAbortableException) {
      refusal = reason;
    } else {
      request.signalFailedWithUnknownReason(reason);
    }
  }

  @Override
  public void retryLater() {
    request.retryLater();
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable committable) {
    ResultTransaction old = transaction();
    request.updateAndRetryLater(
        new ResultTransaction(committable, old.preparedAfter(), old.inputs(), old.witnesses()));
  }

  @Override
  public void signalAlreadyCommitted() {
    request.signalAlreadyCommitted();
  }

  @Override
  public String toString() {
    return request.toString();
  }
}
