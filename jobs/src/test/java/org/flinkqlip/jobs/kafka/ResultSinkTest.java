package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.flinkqlip.jobs.options.TokenizeImagesOptions;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSinkTest {
  private static final InputPosition INPUT = new InputPosition("images", 0, 1);
  private static final byte[] KEY = "image-1".getBytes(StandardCharsets.UTF_8);

  private final OutboundRecordSerializer serializer =
      new OutboundRecordSerializer(List.of("codes", "embeddings"));

  @Test
  void limitsAndTimeoutsFollowTheOptions() {
    TokenizeImagesOptions options = job("--sink.max-record-bytes=20 mb", "--sink.compression=zstd");

    assertThat(ResultSink.properties(options.stream().kafka(), options.stream().sink()))
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("max.request.size", Integer.toString((20 << 20) + (16 << 10)))
        .containsEntry("buffer.memory", Integer.toString((40 << 20) + (32 << 10)))
        .containsEntry("compression.type", "zstd")
        .containsEntry("transaction.timeout.ms", "900000");
  }

  @Test
  void propertiesPassThrough() {
    TokenizeImagesOptions options =
        job("--kafka.properties.security.protocol=SSL", "--sink.kafka.properties.linger.ms=20");

    assertThat(ResultSink.properties(options.stream().kafka(), options.stream().sink()))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "20")
        .containsEntry("buffer.memory", "33554432");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pooling", "incrementing"})
  void aSinkCanBeMadeWithEachNamingStrategyAndTravels(String strategy) {
    TokenizeImagesOptions options = job("--sink.transaction-naming-strategy=" + strategy);

    assertThat(
            InstantiationUtil.isSerializable(
                ResultSink.create(options.stream().kafka(), options.stream().sink())))
        .isTrue();
  }

  @Test
  void aRecordKeepsItsTopicKeyAndTimestampAndLeavesThePartitionToItsKey() {
    ProducerRecord<byte[], byte[]> record =
        serializer.serialize(new OutboundRecord("codes", KEY, new byte[] {1}, 7, INPUT), null, 9L);

    assertThat(record.topic()).isEqualTo("codes");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).containsExactly(1);
    assertThat(record.timestamp()).isEqualTo(7);
  }

  @Test
  void aTombstoneKeepsItsKey() {
    ProducerRecord<byte[], byte[]> record =
        serializer.serialize(new OutboundRecord("codes", KEY, null, 7, INPUT), null, 7L);

    assertThat(record.key()).isEqualTo(KEY);
    assertThat(record.value()).isNull();
  }

  @Test
  void aRecordWithoutTimestampGetsThatOfItsWriting() {
    assertThat(
            serializer
                .serialize(new OutboundRecord("codes", KEY, KEY, -1, INPUT), null, null)
                .timestamp())
        .isNull();
  }

  @Test
  void aTopicThatTheSinkDoesNotKnowIsRefused() {
    assertThatThrownBy(
            () -> serializer.serialize(new OutboundRecord("other", KEY, KEY, 7, INPUT), null, 7L))
        .hasMessageContaining("topic other is not one of the sink's");
  }

  @Test
  void theTopicsAreToldToTheNamingStrategy() {
    assertThat(serializer.getKafkaDatasetFacet())
        .contains(
            new DefaultKafkaDatasetFacet(
                DefaultKafkaDatasetIdentifier.ofTopics(List.of("codes", "embeddings"))));
  }
}
