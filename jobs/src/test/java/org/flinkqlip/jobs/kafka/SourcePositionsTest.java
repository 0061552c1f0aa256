// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.flinkqlip.jobs.kafka.TopicNow.Offsets;
import org.flinkqlip.jobs.options.LostOffsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePositionsTest {
  private static final Uuid ID = new Uuid(1, 2);
  private static final Uuid OTHER = new Uuid(3, 4);

  /** Partition 0 holds the offsets 10 to 19. */
  private static final TopicNow TOPIC = new TopicNow("images", ID, Map.of(0, new Offsets(10, 20)));

  @ParameterizedTest
  @ValueSource(longs = {10, 15, 20, KafkaPartitionSplit.EARLIEST_OFFSET})
  void aPositionThatTheTopicHoldsIsKeptWithTheTopicsId(long offset) {
    KafkaPartitionSplit split = split(0, offset);

    assertThat(place(LostOffsets.FAIL, split)).containsExactly(new TopicSplit(split, ID));
    assertThat(place(LostOffsets.FAIL, new TopicSplit(split, ID)))
        .containsExactly(new TopicSplit(split, ID));
  }

  @Test
  void whatRetentionTookIsNamedWithItsNumbers() {
    assertThatThrownBy(() -> place(LostOffsets.FAIL, split(0, 4)))
        .isInstanceOf(LostOffsetsException.class)
        .hasMessageStartingWith(
            "the job stands at offset 4 of images-0, but it begins at 10: retention took the 6"
                + " offsets between. The job fails rather than leave records out")
        .hasMessageContaining("source.on-lost-offsets=earliest");
  }

  @Test
  void anOffsetBehindTheEndIsLost() {
    assertThatThrownBy(() -> place(LostOffsets.FAIL, split(0, 21)))
        .hasMessageContaining("the job stands at offset 21 of images-0, but it ends at 20");
  }

  @Test
  void anOffsetOfAnEarlierTopicIsLostEvenIfThisOneHasItToo() {
    assertThatThrownBy(() -> place(LostOffsets.FAIL, new TopicSplit(split(0, 15), OTHER)))
        .hasMessageContaining("made anew since")
        .hasMessageContaining(OTHER.toString());
    assertThat(place(LostOffsets.FAIL, new TopicSplit(split(0, -2), OTHER)))
        .as("nothing was read of it")
        .containsExactly(new TopicSplit(split(0, -2), ID));
  }

  @Test
  void aPartitionThatIsNotThereAnyMoreIsLost() {
    assertThatThrownBy(() -> place(LostOffsets.FAIL, split(1, 3))).hasMessageContaining("images-1");
    assertThat(place(LostOffsets.EARLIEST, split(1, 3))).isEmpty();
  }

  @Test
  void theOtherPoliciesGoOnWhereTheySay() {
    assertThat(place(LostOffsets.EARLIEST, split(0, 4), split(0, 12)))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(KafkaPartitionSplit.EARLIEST_OFFSET, 12L);
    assertThat(place(LostOffsets.LATEST, new TopicSplit(split(0, 15), OTHER)))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(-1L);
  }

  @Test
  void aBackfillKeepsItsEnd() {
    KafkaPartitionSplit split = new KafkaPartitionSplit(new TopicPartition("images", 0), 4, 18);

    assertThat(place(LostOffsets.EARLIEST, split).get(0).getStoppingOffset()).contains(18L);
  }

  @Test
  void aSavepointFromBeforeWithoutAPositionTakesTheGroups() {
    KafkaPartitionSplit split = split(0, KafkaPartitionSplit.COMMITTED_OFFSET);

    assertThat(new SourcePositions(LostOffsets.FAIL, TOPIC, Map.of(0, 12L)).place(List.of(split)))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(12L);
    assertThat(place(LostOffsets.FAIL, split))
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(KafkaPartitionSplit.EARLIEST_OFFSET);
  }

  private static List<KafkaPartitionSplit> place(
      LostOffsets policy, KafkaPartitionSplit... splits) {
    return new SourcePositions(policy, TOPIC, Map.of()).place(List.of(splits));
  }

  private static KafkaPartitionSplit split(int partition, long offset) {
    return new KafkaPartitionSplit(new TopicPartition("images", partition), offset);
  }
}
