// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.flinkqlip.jobs.options.LostOffsets;

/**
 * Flink's Kafka source, which does not go on in silence where offsets are lost. State is the Kafka
 * source's own, with the topic's id beside each partition.
 *
 * @param <T> what it reads
 */
final class CheckedSource<T>
    implements Source<T, KafkaPartitionSplit, KafkaSourceEnumState>, LineageVertexProvider {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<T> source;
  private final SourceTopic topic;
  private final LostOffsets policy;

  CheckedSource(KafkaSource<T> source, SourceTopic topic, LostOffsets policy) {
    this.source = requireNonNull(source, "source is null");
    this.topic = requireNonNull(topic, "topic is null");
    this.policy = requireNonNull(policy, "policy is null");
  }

  @Override
  public Boundedness getBoundedness() {
    return source.getBoundedness();
  }

  @Override
  public SourceReader<T, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new CheckedReader<>(source.createReader(context), topic, policy);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new CheckedEnumerator(source.createEnumerator(context), context, topic, policy);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return new CheckedEnumerator(source.restoreEnumerator(context, state), context, topic, policy);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new TopicSplitSerializer(source.getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return source.getEnumeratorCheckpointSerializer();
  }

  @Override
  public LineageVertex getLineageVertex() {
    return source.getLineageVertex();
  }
}
