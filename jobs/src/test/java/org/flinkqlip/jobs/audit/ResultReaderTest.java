// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.audit.ResultRecord.Content;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResultReaderTest {

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final Provenance PROVENANCE =
      new Provenance("images", 2, 17L, null, "tiny@0123456789ab", null);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private ResultReader reader;

  @BeforeEach
  void open() {
    for (String topic : TOPICS.results()) {
      consumer.updatePartitions(topic, List.of(new PartitionInfo(topic, 0, null, null, null)));
    }
    consumer.updateBeginningOffsets(ends(0, 0, 0));
    reader = new ResultReader(consumer, TOPICS.stream(), WireFormatOptions.singleObject().open());
  }

  @Test
  void eachTopicsRecordsAreReadWithTheirProvenance() throws Exception {
    ImageCodes codes = new ImageCodes("a", Instant.EPOCH, 1, 1, 4, List.of(9), PROVENANCE, null);
    ImageEmbedding embedding =
        new ImageEmbedding("a", Instant.EPOCH, List.of(1f), null, Map.of(), PROVENANCE);
    DeadLetter letter =
        new DeadLetter(
            "a", "decode", "IMAGE_TRUNCATED", "why", null, 9, null, Instant.EPOCH, PROVENANCE);
    add(TOPICS.codes(), 0, codes.toByteBuffer());
    add(TOPICS.embeddings(), 0, embedding.toByteBuffer());
    add(TOPICS.deadLetters(), 0, letter.toByteBuffer());
    consumer.updateEndOffsets(ends(1, 1, 1));

    List<CommittedResult> results = reader.readToEnd(Duration.ofSeconds(10));

    Content tokenized = new Content(new Position(2, 17), "tiny@0123456789ab", Optional.empty());
    Content dead =
        new Content(new Position(2, 17), "tiny@0123456789ab", Optional.of("IMAGE_TRUNCATED"));
    assertThat(results)
        .extracting(CommittedResult::record)
        .containsExactlyInAnyOrder(
            record(TOPICS.codes(), 0, Optional.of(tokenized)),
            record(TOPICS.embeddings(), 0, Optional.of(tokenized)),
            record(TOPICS.deadLetters(), 0, Optional.of(dead)));
    assertThat(results)
        .extracting(result -> result.value().orElseThrow())
        .containsExactlyInAnyOrder(codes, embedding, letter);
  }

  @Test
  void aNullValueIsATombstone() {
    add(TOPICS.codes(), 0, null);

    List<CommittedResult> results = reader.poll();

    assertThat(results).hasSize(1);
    assertThat(results.get(0).record().isTombstone()).isTrue();
    assertThat(results.get(0).value()).isEmpty();
  }

  @Test
  void aRecordThatCannotBeDecodedIsNamed() {
    add(TOPICS.embeddings(), 0, ByteBuffer.wrap("nonsense".getBytes(UTF_8)));

    assertThatThrownBy(() -> reader.poll())
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessageStartingWith("image-embeddings-0@0 is no ImageEmbedding");
  }

  @Test
  void anEndThatIsNotReachedInTimeIsReported() {
    consumer.updateEndOffsets(ends(5, 0, 0));

    assertThatThrownBy(() -> reader.readToEnd(Duration.ofMillis(1)))
        .isInstanceOf(ResultsUnreadableException.class)
        .hasMessageContaining("image-codes-0=5");
  }

  private void add(String topic, long offset, ByteBuffer value) {
    byte[] bytes = null;
    if (value != null) {
      bytes = new byte[value.remaining()];
      value.get(bytes);
    }
    consumer.addRecord(new ConsumerRecord<>(topic, 0, offset, "a".getBytes(UTF_8), bytes));
  }

  private static ResultRecord record(String topic, long offset, Optional<Content> content) {
    return new ResultRecord(topic, new Position(0, offset), Optional.of("a"), content);
  }

  private static Map<TopicPartition, Long> ends(long codes, long embeddings, long deadLetters) {
    Map<String, Long> byTopic =
        Map.of(
            TOPICS.codes(), codes,
            TOPICS.embeddings(), embeddings,
            TOPICS.deadLetters(), deadLetters);
    return byTopic.entrySet().stream()
        .collect(Collectors.toMap(e -> new TopicPartition(e.getKey(), 0), Map.Entry::getValue));
  }
}
