// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a transaction's witnesses. One that a read_committed consumer sees was committed; one that
 * only a read_uncommitted consumer sees was aborted; one that neither sees fell to retention or
 * compaction and tells nothing.
 */
final class TopicLookup implements TransactionLookup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicLookup.class);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Properties producer;
  private final Duration timeout;

  /**
   * A lookup with the producer's own address and credentials.
   *
   * @param timeout for all witnesses of a transaction together. An older transaction may still be
   *     open in their partitions: until it ends, nobody sees what is behind it
   */
  TopicLookup(Properties producer, Duration timeout) {
    this.producer = requireNonNull(producer, "producer is null");
    this.timeout = requireNonNull(timeout, "timeout is null");
  }

  @Override
  public TransactionFate fateOf(ResultTransaction transaction) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");
        KafkaConsumer<byte[], byte[]> written = consumer("read_uncommitted")) {
      for (Witness witness : transaction.witnesses()) {
        TransactionFate fate = fateOf(witness, committed, written, deadline);
        if (fate != TransactionFate.UNKNOWN) {
          return fate;
        }
      }
    } catch (InterruptException e) {
      Thread.interrupted(); // as Kafka set it again
      throw new InterruptedException(e.getMessage());
    } catch (KafkaException e) {
      LOG.warn("The fate of transaction {} cannot be looked up", transaction, e);
    }
    return TransactionFate.UNKNOWN;
  }

  private static TransactionFate fateOf(
      Witness witness,
      KafkaConsumer<byte[], byte[]> committed,
      KafkaConsumer<byte[], byte[]> written,
      long deadline)
      throws InterruptedException {
    if (!isDecided(witness, committed, deadline)) {
      return TransactionFate.UNKNOWN;
    }
    if (sees(committed, witness, deadline)) {
      return TransactionFate.COMMITTED;
    }
    return sees(written, witness, deadline) ? TransactionFate.LOST : TransactionFate.UNKNOWN;
  }

  /** Whether every transaction up to the witness has ended. */
  private static boolean isDecided(
      Witness witness, KafkaConsumer<byte[], byte[]> committed, long deadline)
      throws InterruptedException {
    TopicPartition partition = partition(witness);
    while (true) {
      long lastStable = offset(committed.endOffsets(List.of(partition)), partition);
      if (lastStable > witness.offset()) {
        return true;
      }
      if (System.nanoTime() - deadline > 0) {
        LOG.warn("An open transaction hides {} still, behind offset {}", witness, lastStable);
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return requireNonNull(offsets.get(partition), partition::toString);
  }

  private static boolean sees(
      KafkaConsumer<byte[], byte[]> consumer, Witness witness, long deadline) {
    TopicPartition partition = partition(witness);
    if (offset(consumer.beginningOffsets(List.of(partition)), partition) > witness.offset()) {
      return false;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, witness.offset());
    while (consumer.position(partition) <= witness.offset() && System.nanoTime() - deadline <= 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == witness.offset() && record.timestamp() == witness.timestamp();
      }
    }
    return false;
  }

  private static TopicPartition partition(Witness witness) {
    return new TopicPartition(witness.topic(), witness.partition());
  }

  /** Takes over what all clients share: address, credentials, time limits. */
  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    Properties properties = new Properties();
    for (String name : producer.stringPropertyNames()) {
      if (AdminClientConfig.configNames().contains(name)) {
        properties.setProperty(name, producer.getProperty(name));
      }
    }
    properties.putAll(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            "1"));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
