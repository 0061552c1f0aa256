// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.operators.record.InputPosition;

/**
 * What the transaction that is being written holds. Inputs come from the writer's thread, accepted
 * records from the producer's.
 */
final class TransactionContents implements Consumer<RecordMetadata> {
  private final Map<TopicPartition, InputRange> inputs = new ConcurrentHashMap<>();
  private final Map<String, Witness> witnesses = new ConcurrentHashMap<>();

  /** A record that was made from {@code input} goes into the transaction. */
  void add(InputPosition input) {
    inputs.merge(
        new TopicPartition(input.topic(), input.partition()),
        InputRange.of(input),
        InputRange::spanning);
  }

  /** The brokers took a record, or refused it if it has no offset. */
  @Override
  public void accept(RecordMetadata record) {
    // The last of a topic is the one that retention reaches last.
    if (record != null && record.hasOffset()) {
      witnesses.put(
          record.topic(),
          new Witness(record.topic(), record.partition(), record.offset(), record.timestamp()));
    }
  }

  /** All that was written into {@code committable}; what follows is the next transaction's. */
  ResultTransaction close(KafkaCommittable committable, long preparedAfter) {
    ResultTransaction transaction =
        new ResultTransaction(
            committable,
            preparedAfter,
            List.copyOf(inputs.values()),
            List.copyOf(witnesses.values()));
    inputs.clear();
    witnesses.clear();
    return transaction;
  }
}
