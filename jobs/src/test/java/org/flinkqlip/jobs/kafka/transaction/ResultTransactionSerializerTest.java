// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.junit.jupiter.api.Test;

class ResultTransactionSerializerTest {
  private static final KafkaCommittable KAFKA = new KafkaCommittable(5, (short) 6, "id-0-7", null);

  private final SimpleVersionedSerializer<KafkaCommittable> connectors = connectors();
  private final ResultTransactionSerializer serializer =
      new ResultTransactionSerializer(connectors);

  @Test
  void aTransactionSurvives() throws IOException {
    ResultTransaction transaction =
        new ResultTransaction(
            KAFKA,
            41,
            List.of(
                new InputRange("images", 0, 1, 9), new InputRange("images", 3, 1L << 40, 1L << 41)),
            List.of(new Witness("codes", 2, 77, 1_700_000_000_000L)));

    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(transaction)))
        .isEqualTo(transaction);
  }

  @Test
  void aTransactionOfTheConnectorsOwnFormatIsOfAnEarlierRun() throws IOException {
    ResultTransaction old = serializer.deserialize(1, connectors.serialize(KAFKA));

    assertThat(old.kafka()).isEqualTo(KAFKA);
    assertThat(old.isWrittenSince(0)).isFalse();
    assertThat(old.describeInputs()).isEqualTo("inputs that its savepoint does not name");
  }

  @Test
  void aLaterFormatIsRefused() {
    assertThatThrownBy(() -> serializer.deserialize(102, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("102 are of a later release");
  }

  private static SimpleVersionedSerializer<KafkaCommittable> connectors() {
    SupportsCommitter<KafkaCommittable> sink =
        KafkaSink.<String>builder()
            .setBootstrapServers("nowhere:1")
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<String>builder()
                    .setTopic("codes")
                    .setValueSerializationSchema(new SimpleStringSchema())
                    .build())
            .build();
    return sink.getCommittableSerializer();
  }
}
