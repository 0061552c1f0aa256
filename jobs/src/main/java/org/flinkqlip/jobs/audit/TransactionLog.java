// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.FileLogInputStream.FileChannelRecordBatch;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.RecordBatch;

/**
 * The transactions of the result topics, read from a broker's own log segments: their batches carry
 * producer and epoch, which no consumer hands on. The broker may go on writing; what it appends
 * later is not seen.
 */
public final class TransactionLog implements Transactions {
  private static final String SEGMENT = ".log";

  /** For each partition the batches by their first offset. */
  private final Map<Partition, TreeMap<Long, Batch>> batches = new HashMap<>();

  private TransactionLog() {}

  private record Partition(String topic, int partition) {}

  private record Batch(long lastOffset, Optional<TransactionId> transaction) {}

  /**
   * Reads what there is by now.
   *
   * @param dataDirectory the broker's {@code log.dirs}
   * @throws ResultsUnreadableException if it cannot be read, or if a producer wrote several
   *     transactions under one epoch, so that they cannot be told apart
   */
  public static TransactionLog read(Path dataDirectory, List<String> topics) {
    return read(partition -> dataDirectory, topics);
  }

  /**
   * Reads what there is by now of several brokers, of each partition one replica.
   *
   * @param dataDirectories for each partition the {@code log.dirs} of its leader: a replica that
   *     was down may still hold what nobody else has
   * @throws ResultsUnreadableException as for one broker
   */
  public static TransactionLog read(
      Function<TopicPartition, Path> dataDirectories, List<String> topics) {
    TransactionLog log = new TransactionLog();
    topics.forEach(topic -> log.readTopic(dataDirectories, topic));
    return log;
  }

  @Override
  public Optional<TransactionId> of(String topic, Position position) {
    Map.Entry<Long, Batch> batch =
        batches
            .getOrDefault(new Partition(topic, position.partition()), new TreeMap<>())
            .floorEntry(position.offset());
    if (batch == null || batch.getValue().lastOffset() < position.offset()) {
      throw new ResultsUnreadableException(
          "no segment of the broker holds %s %s: was the log read before the record was written?"
              .formatted(topic, position));
    }
    return batch.getValue().transaction();
  }

  private void readTopic(Function<TopicPartition, Path> dataDirectories, String topic) {
    for (int partition = 0; ; partition++) {
      TopicPartition of = new TopicPartition(topic, partition);
      Path directory = dataDirectories.apply(of).resolve(of.toString());
      if (!Files.isDirectory(directory)) {
        if (partition == 0) {
          throw new ResultsUnreadableException(
              "%s does not exist: is its parent the broker's log.dirs?".formatted(directory));
        }
        return;
      }
      batches.put(new Partition(topic, partition), readPartition(directory));
    }
  }

  private static TreeMap<Long, Batch> readPartition(Path directory) {
    TreeMap<Long, Batch> batches = new TreeMap<>();
    Epochs epochs = new Epochs(directory.getFileName().toString());
    for (File segment : segments(directory)) {
      try {
        readSegment(segment, batches, epochs);
      } catch (IOException e) {
        throw new ResultsUnreadableException(
            "the broker's segment %s cannot be read: %s".formatted(segment, e.getMessage()), e);
      }
    }
    return batches;
  }

  private static void readSegment(File segment, TreeMap<Long, Batch> batches, Epochs epochs)
      throws IOException {
    FileRecords records = FileRecords.open(segment, false);
    try {
      for (FileChannelRecordBatch batch : records.batches()) {
        if (batch.isControlBatch()) {
          epochs.end(batch.producerId());
        } else {
          batches.put(batch.baseOffset(), new Batch(batch.lastOffset(), transaction(batch)));
          epochs.note(batch);
        }
      }
    } finally {
      // To close the records would cut the file to the length that it had when it was opened.
      records.closeHandlers();
    }
  }

  private static Optional<TransactionId> transaction(RecordBatch batch) {
    return batch.isTransactional()
        ? Optional.of(new TransactionId(batch.producerId(), batch.producerEpoch()))
        : Optional.empty();
  }

  /** Their names are the offsets that they begin with, so names have the offsets' order. */
  private static List<File> segments(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SEGMENT))
          .sorted()
          .map(Path::toFile)
          .toList();
    } catch (IOException e) {
      throw new ResultsUnreadableException(
          "the broker's folder %s cannot be listed: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /** Makes sure that no epoch of a producer goes on behind the end of its transaction. */
  private static final class Epochs {
    private final String partition;
    private final Map<Long, Set<Short>> open = new HashMap<>();
    private final Set<TransactionId> ended = new HashSet<>();

    Epochs(String partition) {
      this.partition = partition;
    }

    void note(RecordBatch batch) {
      if (!batch.isTransactional()) {
        return;
      }
      if (ended.contains(new TransactionId(batch.producerId(), batch.producerEpoch()))) {
        throw new ResultsUnreadableException(
            "%s has two transactions of producer %d with epoch %d: brokers with"
                    .formatted(partition, batch.producerId(), batch.producerEpoch())
                + " transaction.version below 2 do not tell them apart");
      }
      open.computeIfAbsent(batch.producerId(), id -> new HashSet<>()).add(batch.producerEpoch());
    }

    void end(long producerId) {
      for (short epoch : open.getOrDefault(producerId, Set.of())) {
        ended.add(new TransactionId(producerId, epoch));
      }
      open.remove(producerId);
    }
  }
}
