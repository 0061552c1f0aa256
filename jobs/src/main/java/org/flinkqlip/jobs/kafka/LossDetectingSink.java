package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.flinkqlip.operators.quarantine.QuarantineOptions;
import org.flinkqlip.operators.record.OutboundRecord;

/**
 * Flink's Kafka sink, with a committer that fails the job when a transaction of the running attempt
 * is lost; see {@link LossDetectingCommitter}. State and topology are the Kafka sink's own.
 */
final class LossDetectingSink
    implements Sink<OutboundRecord>,
        SupportsWriterState<OutboundRecord, KafkaWriterState>,
        SupportsCommitter<KafkaCommittable>,
        SupportsPostCommitTopology<KafkaCommittable>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaSink<OutboundRecord> sink;
  private final QuarantineOptions quarantine;

  LossDetectingSink(KafkaSink<OutboundRecord> sink, QuarantineOptions quarantine) {
    this.sink = requireNonNull(sink, "sink is null");
    this.quarantine = requireNonNull(quarantine, "quarantine is null");
  }

  @Override
  public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
    return new LossDetectingCommitter(sink.createCommitter(context));
  }

  @Override
  public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
    return sink.getCommittableSerializer();
  }

  /** The Kafka sink's writer, which is a {@link CommittingSinkWriter}. */
  @Override
  public StatefulSinkWriter<OutboundRecord, KafkaWriterState> createWriter(
      WriterInitContext context) throws IOException {
    return RefusalTracingWriter.of(sink.createWriter(context), quarantine, context);
  }

  @Override
  public StatefulSinkWriter<OutboundRecord, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
    return RefusalTracingWriter.of(
        sink.restoreWriter(context, recoveredState), quarantine, context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committables) {
    sink.addPostCommitTopology(committables);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
