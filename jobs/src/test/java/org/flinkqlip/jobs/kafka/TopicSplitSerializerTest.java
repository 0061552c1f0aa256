// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicSplitSerializerTest {
  private static final KafkaPartitionSplit SPLIT =
      new KafkaPartitionSplit(new TopicPartition("images", 3), 17, 99);

  /** The connector's own form: topic, partition, offset, stopping offset. */
  private static final String CONNECTOR =
      "0006696d61676573" + "00000003" + "0000000000000011" + "0000000000000063";

  private final TopicSplitSerializer serializer =
      new TopicSplitSerializer(new KafkaPartitionSplitSerializer());

  @Test
  void savepointsFromBeforeThereWereIdsAreRead() throws Exception {
    assertThat(serializer.deserialize(0, HexFormat.of().parseHex(CONNECTOR))).isEqualTo(SPLIT);
  }

  @Test
  void theBytesOfASplitWithAnIdStayTheSame() throws Exception {
    TopicSplit split = new TopicSplit(SPLIT, new Uuid(1, 2));
    String golden = "0000000000000001" + "0000000000000002" + "00000000" + CONNECTOR;

    assertThat(HexFormat.of().formatHex(serializer.serialize(split))).isEqualTo(golden);
    assertThat(serializer.deserialize(1_000, HexFormat.of().parseHex(golden))).isEqualTo(split);
  }

  @Test
  void aSplitWithoutAnIdStaysOne() throws Exception {
    assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(SPLIT)))
        .isEqualTo(SPLIT)
        .isNotInstanceOf(TopicSplit.class);
  }
}
