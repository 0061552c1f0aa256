// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.flinkqlip.operators.quarantine.QuarantineOptions;
import org.flinkqlip.operators.quarantine.RefusalGuard;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink's Kafka writer, which after a restart finds the result that the broker refuses: the writer
 * itself learns of a refusal when many others are under way, and does not say which it was.
 */
@SuppressWarnings("try") // Closing is the wrapped writer's, which may be interrupted.
final class RefusalTracingWriter
    implements StatefulSinkWriter<OutboundRecord, KafkaWriterState>,
        CommittingSinkWriter<OutboundRecord, KafkaCommittable> {

  /** What a broker, or the producer for it, says of one record and not of itself. */
  private static final List<Class<? extends Throwable>> OF_A_RECORD =
      List.of(
          InvalidTimestampException.class,
          RecordTooLargeException.class,
          RecordBatchTooLargeException.class,
          InvalidRecordException.class);

  private final StatefulSinkWriter<OutboundRecord, KafkaWriterState> writer;
  private final CommittingSinkWriter<OutboundRecord, KafkaCommittable> committing;
  private final RefusalGuard guard;
  private @Nullable InputPosition alone;

  private <
          W extends
              StatefulSinkWriter<OutboundRecord, KafkaWriterState>
                  & CommittingSinkWriter<OutboundRecord, KafkaCommittable>>
      RefusalTracingWriter(W writer, RefusalGuard guard) {
    this.writer = requireNonNull(writer, "writer is null");
    this.committing = writer;
    this.guard = requireNonNull(guard, "guard is null");
  }

  /** A writer of Flink's Kafka sink with a guard. */
  @SuppressWarnings("unchecked") // each of them commits
  static <
          W extends
              StatefulSinkWriter<OutboundRecord, KafkaWriterState>
                  & CommittingSinkWriter<OutboundRecord, KafkaCommittable>>
      RefusalTracingWriter of(
          StatefulSinkWriter<OutboundRecord, KafkaWriterState> writer,
          QuarantineOptions options,
          WriterInitContext context) {
    return new RefusalTracingWriter(
        (W) writer, RefusalGuard.open(options, context.getJobInfo(), context.getTaskInfo()));
  }

  @Override
  public void write(OutboundRecord record, Context context)
      throws IOException, InterruptedException {
    if (guard.isWatching()) {
      writeWatched(record, context, record.input());
    } else {
      writer.write(record, context);
    }
  }

  private void writeWatched(OutboundRecord record, Context context, InputPosition input)
      throws IOException, InterruptedException {
    acquitUnless(input);
    if (!guard.isSuspect(input)) {
      boolean last = guard.sent(input);
      writer.write(record, context);
      if (last) {
        flush(false);
      }
      return;
    }
    if (!input.equals(alone)) {
      flush(false);
      alone = input;
    }
    try {
      writer.write(record, context);
      writer.flush(false);
    } catch (IOException | RuntimeException e) {
      refusal(e).ifPresent(refusal -> guard.refused(input, refusal.toString()));
      alone = null;
      throw e;
    }
  }

  /** All results of an input are taken when the first of another comes. */
  private void acquitUnless(@Nullable InputPosition input) {
    if (alone != null && !alone.equals(input)) {
      guard.acquit(alone);
      alone = null;
    }
  }

  private static Optional<? extends Throwable> refusal(Throwable failure) {
    return OF_A_RECORD.stream()
        .map(kind -> ExceptionUtils.findThrowable(failure, kind))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    writer.flush(endOfInput);
    guard.answered();
  }

  @Override
  public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
    return committing.prepareCommit();
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    if (guard.isWatching()) {
      acquitUnless(null);
      guard.snapshot();
    }
    return writer.snapshotState(checkpointId);
  }

  @Override
  public void close() throws Exception {
    try {
      guard.close();
      writer.close();
    } finally {
      LeakedAdminClient.close(writer);
    }
  }
}
