// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.flinkqlip.operators.record.OutboundRecord;

/** Flink's Kafka writer, whose transactions remember what they hold. */
final class TracedWriter
    implements StatefulSinkWriter<OutboundRecord, KafkaWriterState>,
        CommittingSinkWriter<OutboundRecord, ResultTransaction> {
  private final StatefulSinkWriter<OutboundRecord, KafkaWriterState> writer;
  private final CommittingSinkWriter<OutboundRecord, KafkaCommittable> committing;
  private final TransactionContents contents;
  private long lastCheckpoint;

  /**
   * A writer.
   *
   * @param writer Flink's, which also prepares commits
   * @param contents told by it of each record that the brokers took
   * @param restored the checkpoint that the attempt was restored from, 0 if none
   */
  @SuppressWarnings("unchecked") // The connector's writers are both.
  TracedWriter(
      StatefulSinkWriter<OutboundRecord, KafkaWriterState> writer,
      TransactionContents contents,
      long restored) {
    this.writer = requireNonNull(writer, "writer is null");
    this.committing = (CommittingSinkWriter<OutboundRecord, KafkaCommittable>) writer;
    this.contents = requireNonNull(contents, "contents is null");
    this.lastCheckpoint = restored;
  }

  @Override
  public void write(OutboundRecord record, Context context)
      throws IOException, InterruptedException {
    writer.write(record, context);
    contents.add(record.input());
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
  public Collection<ResultTransaction> prepareCommit() throws IOException, InterruptedException {
    List<ResultTransaction> prepared = new ArrayList<>();
    for (KafkaCommittable committable : committing.prepareCommit()) {
      prepared.add(contents.close(committable, lastCheckpoint));
    }
    return prepared;
  }

  @Override
  public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
    List<KafkaWriterState> state = writer.snapshotState(checkpointId);
    lastCheckpoint = checkpointId;
    return state;
  }

  @Override
  public void close() {
    QuietClose.of(writer);
  }
}
