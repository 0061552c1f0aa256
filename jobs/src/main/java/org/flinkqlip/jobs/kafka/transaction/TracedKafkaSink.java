// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
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
 * Flink's Kafka sink, whose transactions remember which inputs they hold and where one of their
 * records lies, so that a transaction that Kafka refuses to commit is told from one that it
 * committed before, and a loss is named; see {@link TracedCommitter}. Topology and the writer's
 * state are the Kafka sink's own.
 */
public final class TracedKafkaSink
    implements Sink<OutboundRecord>,
        SupportsWriterState<OutboundRecord, KafkaWriterState>,
        SupportsCommitter<ResultTransaction>,
        SupportsPostCommitTopology<ResultTransaction>,
        LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  /** Less than a checkpoint may take, for the committer's task holds up its barrier meanwhile. */
  private static final Duration LOOKUP = Duration.ofSeconds(30);

  private final KafkaSink<OutboundRecord> sink;
  private final Properties producer;
  private final QuarantineOptions quarantine;

  /**
   * A sink.
   *
   * @param sink Flink's
   * @param producer the properties of its producers
   * @param quarantine how records that the brokers refuse are found
   */
  public TracedKafkaSink(
      KafkaSink<OutboundRecord> sink, Properties producer, QuarantineOptions quarantine) {
    this.sink = requireNonNull(sink, "sink is null");
    this.producer = requireNonNull(producer, "producer is null");
    this.quarantine = requireNonNull(quarantine, "quarantine is null");
  }

  /** Flink's writer, which is a {@link CommittingSinkWriter}, wrapped. */
  @Override
  public StatefulSinkWriter<OutboundRecord, KafkaWriterState> createWriter(
      WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<OutboundRecord, KafkaWriterState> restoreWriter(
      WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
    TransactionContents contents = new TransactionContents();
    return new TracedWriter(
        RefusalTracingWriter.of(
            sink.restoreWriter(new ListeningContext(context, contents), recoveredState),
            quarantine,
            context),
        contents,
        restored(context.getRestoredCheckpointId()));
  }

  @Override
  public Committer<ResultTransaction> createCommitter(CommitterInitContext context) {
    return new TracedCommitter(
        sink.createCommitter(context),
        new TopicLookup(producer, LOOKUP),
        new LossMetrics(context.metricGroup()),
        restored(context.getRestoredCheckpointId()));
  }

  private static long restored(OptionalLong checkpoint) {
    return checkpoint.orElse(0);
  }

  @Override
  public SimpleVersionedSerializer<ResultTransaction> getCommittableSerializer() {
    return new ResultTransactionSerializer(sink.getCommittableSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
    return sink.getWriterStateSerializer();
  }

  @Override
  @SuppressWarnings("unchecked") // The connector sets the group of the stream's transformations.
  public void addPostCommitTopology(
      DataStream<CommittableMessage<ResultTransaction>> transactions) {
    sink.addPostCommitTopology(
        (DataStream<CommittableMessage<KafkaCommittable>>) (DataStream<?>) transactions);
  }

  @Override
  public LineageVertex getLineageVertex() {
    return sink.getLineageVertex();
  }
}
