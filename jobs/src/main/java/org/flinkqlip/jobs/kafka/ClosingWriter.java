package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka sink's writer that leaves nothing behind. That of flink-connector-kafka 5.0.0 makes an
 * admin client to list open transactions and never closes it: a thread and four file descriptors
 * for each restart of the job. Not needed with a version whose writer closes it.
 *
 * @param <T> what it writes
 */
@SuppressWarnings("try") // Flink's writers may be interrupted when they are closed.
final class ClosingWriter<T>
    implements StatefulSinkWriter<T, KafkaWriterState>, CommittingSinkWriter<T, KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(ClosingWriter.class);
  private static final String ADMIN_CLIENT = "adminClient";

  private final StatefulSinkWriter<T, KafkaWriterState> writer;
  private final CommittingSinkWriter<T, KafkaCommittable> committing;

  /** Takes over the writer of a Kafka sink, which is also a {@link CommittingSinkWriter}. */
  @SuppressWarnings("unchecked") // The sink's own committables are Kafka's.
  ClosingWriter(StatefulSinkWriter<T, KafkaWriterState> writer) {
    this.writer = requireNonNull(writer, "writer is null");
    this.committing = (CommittingSinkWriter<T, KafkaCommittable>) writer;
  }

  @Override
  public void write(T element, Context context) throws IOException, InterruptedException {
    writer.write(element, context);
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
  }

  @Override
  public void writeWatermark(Watermark watermark) throws IOException, InterruptedException {
    writer.writeWatermark(watermark);
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try {
      writer.close();
    } finally {
      AutoCloseable admin = adminClient();
      if (admin != null) {
        admin.close();
      }
    }
  }

  /** What the writer leaves open; null if it has made none. */
  private AutoCloseable adminClient() {
    for (Class<?> type = writer.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(ADMIN_CLIENT)) {
          return read(field);
        }
      }
    }
    return null;
  }

  private AutoCloseable read(Field field) {
    try {
      field.setAccessible(true);
      return (AutoCloseable) field.get(writer);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("An admin client of the Kafka sink may stay open", e);
      return null;
    }
  }
}
