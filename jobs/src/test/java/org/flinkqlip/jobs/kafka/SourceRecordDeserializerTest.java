// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.flinkqlip.operators.record.SourceRecord;
import org.junit.jupiter.api.Test;

class SourceRecordDeserializerTest {
  private final SourceRecordDeserializer deserializer = new SourceRecordDeserializer();

  @Test
  void bytesAreHandedOnWithTheirCoordinatesWhateverTheyAre() {
    byte[] key = {1};
    byte[] malformed = {(byte) 0xFF, 0};

    assertThat(deserialize(key, malformed))
        .containsExactly(new SourceRecord("images", 3, 42, 1_700_000_000_000L, key, malformed));
  }

  @Test
  void tombstonesAndRecordsWithoutKeyAreHandedOn() {
    assertThat(deserialize(new byte[] {1}, null))
        .singleElement()
        .matches(SourceRecord::isTombstone);
    assertThat(deserialize(null, new byte[0]))
        .containsExactly(new SourceRecord("images", 3, 42, 1_700_000_000_000L, null, new byte[0]));
  }

  @Test
  void recordsCrossEdgesAsPojos() {
    assertThat(deserializer.getProducedType().createSerializer(new SerializerConfigImpl()))
        .isInstanceOf(PojoSerializer.class);
  }

  @Test
  void theDeserializerTravelsToTaskManagers() {
    assertThat(InstantiationUtil.isSerializable(deserializer)).isTrue();
  }

  private List<SourceRecord> deserialize(byte[] key, byte[] value) {
    List<SourceRecord> out = new ArrayList<>();
    deserializer.deserialize(
        new ConsumerRecord<>(
            "images",
            3,
            42,
            1_700_000_000_000L,
            TimestampType.CREATE_TIME,
            0,
            0,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    return out;
  }
}
