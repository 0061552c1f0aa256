// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flinkqlip.jobs.audit.CommittedRecord;
import org.flinkqlip.jobs.audit.CommittedTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.broker.BrokerProcess;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;

/** One job that is measured, from its submission on. Closing it cancels the job. */
final class JobRun implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration COMMIT = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final BrokerProcess broker;
  private final LocalJob job;
  private final Topics topics;
  private final WireFormat format;
  private final Consumer<byte[], byte[]> written;

  JobRun(BrokerProcess broker, LocalJob job, Topics topics, WireFormat format, Watch watch) {
    this.broker = broker;
    this.job = job;
    this.topics = topics;
    this.format = format;
    Map<String, Object> properties = new HashMap<>(watch.properties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.written =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        written.partitionsFor(topics.codes()).stream()
            .map(info -> new TopicPartition(topics.codes(), info.partition()))
            .toList();
    written.assign(partitions);
    written.seekToBeginning(partitions);
  }

  /** Waits until every subtask runs, the model loaded and warmed up. */
  void awaitRunning(Duration timeout) throws InterruptedException {
    job.awaitRunning(timeout);
  }

  /**
   * Watches the codes being written, before they are committed, until all are there.
   *
   * @param count images in the input
   * @throws IllegalStateException if nothing comes any more, or the job failed meanwhile
   */
  void follow(Emissions emissions) throws InterruptedException {
    long progress = System.nanoTime();
    long look = progress;
    take(ConsumerRecords.empty(), emissions, progress);
    while (!emissions.complete()) {
      ConsumerRecords<byte[], byte[]> polled = written.poll(POLL);
      long now = System.nanoTime();
      if (!polled.isEmpty()) {
        progress = now;
        take(polled, emissions, now);
      }
      if (now - look > LOOK.toNanos()) {
        look = now;
        throwIfFailed();
      }
      if (now - progress > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "The job wrote %d codes to %s and no more for %d s: see the dead letters in %s"
                .formatted(
                    emissions.size(), topics.codes(), PATIENCE.toSeconds(), topics.deadLetters()));
      }
    }
    throwIfFailed();
  }

  /** Waits until the first codes are written. */
  void awaitFirst() throws InterruptedException {
    long start = System.nanoTime();
    while (written.poll(POLL).isEmpty()) {
      throwIfFailed();
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IllegalStateException(
            "The job wrote no codes to %s within %d s"
                .formatted(topics.codes(), PATIENCE.toSeconds()));
      }
    }
  }

  private void take(ConsumerRecords<byte[], byte[]> polled, Emissions emissions, long nanos) {
    long millis = System.currentTimeMillis();
    List<Long> ages = new ArrayList<>(polled.count());
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      ages.add(millis - record.timestamp());
    }
    emissions.add(
        ages,
        new Emissions.Mark(
            emissions.size() + ages.size(),
            nanos,
            ProcessCost.now(),
            ProcessHandle.of(broker.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO)));
  }

  private void throwIfFailed() throws InterruptedException {
    job.throwIfEnded();
    job.lastFailure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException(
                  "The job failed while it was measured: " + failure.cause());
            });
  }

  /**
   * What a {@code read_committed} consumer sees after a checkpoint: the codes of each image by its
   * identity. Waits for the commit, which follows the checkpoint, for half a minute.
   *
   * @param expected images in the input
   * @return as many as were committed
   * @throws IllegalStateException if an image has codes twice
   */
  Map<String, int[]> committedCodes(long expected)
      throws InterruptedException, MalformedRecordException, RegistryException {
    job.checkpoint();
    RecordDeserializer<ImageCodes> deserializer = format.deserializer(ImageCodes.class);
    Map<String, int[]> codes = new HashMap<>();
    long start = System.nanoTime();
    try (CommittedTopics committed =
        CommittedTopics.of(broker.bootstrapServers(), List.of(topics.codes()))) {
      while (codes.size() < expected && System.nanoTime() - start < COMMIT.toNanos()) {
        for (CommittedRecord record : committed.poll()) {
          ImageCodes value = deserializer.deserialize(record.value().orElseThrow());
          if (codes.put(value.getImageId(), PrimitiveLists.toInts(value.getCodes())) != null) {
            throw new IllegalStateException(
                "Image %s has codes twice in %s".formatted(value.getImageId(), topics.codes()));
          }
        }
      }
    }
    return codes;
  }

  @Override
  public void close() throws InterruptedException {
    try (written) {
      job.cancel();
    }
  }
}
