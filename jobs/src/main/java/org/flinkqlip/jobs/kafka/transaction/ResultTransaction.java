// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A transaction that waits for its commit, and what it holds.
 *
 * @param kafka what Flink's committer commits
 * @param preparedAfter the last checkpoint before it was prepared, 0 if there was none: never less
 *     than the checkpoint from which the attempt that wrote it was restored, always less than the
 *     checkpoint that keeps it. {@link #UNKNOWN} for one of a savepoint that does not say
 * @param inputs what its records were made from; empty if unknown
 * @param witnesses records of it, at most one of a topic; empty if unknown
 */
record ResultTransaction(
    KafkaCommittable kafka, long preparedAfter, List<InputRange> inputs, List<Witness> witnesses) {

  /** No checkpoint. */
  static final long UNKNOWN = -1;

  ResultTransaction {
    requireNonNull(kafka, "kafka is null");
    inputs = List.copyOf(inputs);
    witnesses = List.copyOf(witnesses);
  }

  /** One of a savepoint that keeps no more. */
  static ResultTransaction untraced(KafkaCommittable kafka) {
    return new ResultTransaction(kafka, UNKNOWN, List.of(), List.of());
  }

  /**
   * Whether the running attempt wrote it.
   *
   * @param restored the checkpoint that the attempt was restored from, 0 if none
   */
  boolean isWrittenSince(long restored) {
    return preparedAfter >= restored;
  }

  /** The inputs as people write them. */
  String describeInputs() {
    return inputs.isEmpty()
        ? "inputs that its savepoint does not name"
        : inputs.stream().map(InputRange::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return "%s (producer %d, epoch %d)"
        .formatted(kafka.getTransactionalId(), kafka.getProducerId(), kafka.getEpoch());
  }
}
