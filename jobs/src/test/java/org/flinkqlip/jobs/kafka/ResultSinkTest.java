// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.flinkqlip.jobs.options.CommonOptions;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultSinkTest {
  private static final InputPosition INPUT = new InputPosition("images", 0, 1);
  private static final byte[] KEY = "image-1".getBytes(StandardCharsets.UTF_8);

  private static final long NOW = 1_795_867_200_000L;
  private static final long HOUR = 3_600_000;

  private final OutboundRecordSerializer serializer = serializer(HOUR, Long.MAX_VALUE, false);

  @Test
  void limitsAndTimeoutsFollowTheOptions() {
    CommonOptions options = job("--sink.max-record-bytes=20 mb", "--sink.compression=zstd");

    assertThat(ResultSink.properties(options.kafka(), options.sink()))
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("max.request.size", Integer.toString((20 << 20) + (16 << 10)))
        .containsEntry("buffer.memory", Integer.toString((40 << 20) + (32 << 10)))
        .containsEntry("compression.type", "zstd")
        .containsEntry("transaction.timeout.ms", "900000");
  }

  @Test
  void propertiesPassThrough() {
    CommonOptions options =
        job("--kafka.properties.security.protocol=SSL", "--sink.kafka.properties.linger.ms=20");

    assertThat(ResultSink.properties(options.kafka(), options.sink()))
        .containsEntry("security.protocol", "SSL")
        .containsEntry("linger.ms", "20")
        .containsEntry("buffer.memory", "33554432");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pooling", "incrementing"})
  void aSinkCanBeMadeWithEachNamingStrategyAndTravels(String strategy) {
    CommonOptions options = job("--sink.transaction-naming-strategy=" + strategy);

    assertThat(InstantiationUtil.isSerializable(ResultSink.create(options.kafka(), options.sink())))
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

  @ParameterizedTest
  @ValueSource(longs = {0, NOW - 365 * 24 * HOUR, NOW, NOW + HOUR / 2})
  void aTimestampThatTheTopicTakesIsKept(long timestamp) {
    assertThat(write(serializer, KEY, timestamp).timestamp()).isEqualTo(timestamp);
  }

  @ParameterizedTest
  @ValueSource(longs = {NOW + HOUR - 1, NOW + 2 * HOUR, Long.MAX_VALUE})
  void aTimestampTooFarAheadGivesWayToTheTimeOfWriting(long timestamp) {
    assertThat(write(serializer, KEY, timestamp).timestamp()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, NOW - 2 * HOUR, NOW - HOUR + 1})
  void aTimestampTooLongAgoGivesWayToTheTimeOfWriting(long timestamp) {
    OutboundRecordSerializer narrow = serializer(Long.MAX_VALUE, HOUR, false);

    assertThat(write(narrow, KEY, timestamp).timestamp()).isEqualTo(NOW);
    assertThat(write(narrow, KEY, NOW - HOUR / 2).timestamp()).isEqualTo(NOW - HOUR / 2);
  }

  @Test
  void theTimeOfWritingIsAllThatATopicOfUnknownSettingsSurelyTakes() {
    OutboundRecordSerializer unknown = opened(TimestampBounds.PRESENT);

    assertThat(write(unknown, KEY, NOW - 1).timestamp()).isEqualTo(NOW);
    assertThat(write(unknown, KEY, NOW + 1).timestamp()).isEqualTo(NOW);
  }

  @Test
  void aTopicThatWritesItsOwnTimestampsIsLeftToDoSo() {
    OutboundRecordSerializer appendTime = serializer(0, 0, true);

    assertThat(write(appendTime, KEY, Long.MAX_VALUE).timestamp()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void onlyATombstoneThatLosesTheInputsTimestampHasItInAHeader() {
    assertThat(inputTimestamp(write(serializer, null, NOW + 2 * HOUR))).hasValue(NOW + 2 * HOUR);
    assertThat(inputTimestamp(write(serializer(0, 0, true), null, 7))).hasValue(7);
    assertThat(inputTimestamp(write(serializer, null, NOW))).isEmpty();
    assertThat(inputTimestamp(write(serializer, null, -1))).isEmpty();
    assertThat(inputTimestamp(write(serializer, KEY, NOW + 2 * HOUR))).isEmpty();
  }

  @Test
  void aHeaderThatIsNoTimestampIsNone() {
    RecordHeaders headers = new RecordHeaders();
    headers.add(InputTimestamp.HEADER, "noon".getBytes(StandardCharsets.US_ASCII));

    assertThat(InputTimestamp.read(headers)).isEmpty();
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

  private static OptionalLong inputTimestamp(ProducerRecord<byte[], byte[]> record) {
    return InputTimestamp.read(record.headers());
  }

  private static ProducerRecord<byte[], byte[]> write(
      OutboundRecordSerializer serializer, byte[] value, long timestamp) {
    return serializer.serialize(
        new OutboundRecord("codes", KEY, value, timestamp, INPUT), null, 9L);
  }

  private static OutboundRecordSerializer serializer(long after, long before, boolean appendTime) {
    return opened(new TimestampBounds(appendTime, before, after));
  }

  private static OutboundRecordSerializer opened(TimestampBounds bounds) {
    OutboundRecordSerializer serializer =
        new OutboundRecordSerializer(
            List.of("codes", "embeddings"),
            topics -> topics.stream().collect(Collectors.toMap(topic -> topic, topic -> bounds)),
            Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));
    serializer.open(null, null);
    return serializer;
  }
}
