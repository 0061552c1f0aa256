// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.operators.testing.TextBundle;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a real text tower: Kafka payloads in, Kafka payloads out. */
@SuppressWarnings("try") // harnesses may be interrupted while they close
class EmbedOperatorTest {
  @TempDir private static Path directory;
  private static ModelBundle bundle;

  private final WireFormat wire = WireFormatOptions.singleObject().open();

  @BeforeAll
  static void export() throws Exception {
    bundle = TextBundle.export(directory);
  }

  @Test
  void captionsBecomeTheModelsEmbeddingsUnderTheirOwnIds() throws Exception {
    List<String> texts = new ArrayList<>();
    List<SourceRecord> sources = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      texts.add("a red circle and %d blue stars".formatted(i % 5));
      sources.add(source(i, "c" + i, caption("c" + i, texts.get(i))));
    }

    List<OutboundRecord> out = Streams.run(EmbedOperator.factory(options(true)), sources);

    float[][] expected = embed(texts);
    assertThat(out).hasSize(9);
    for (int i = 0; i < 9; i++) {
      CaptionEmbedding embedding = embedding(out.get(i));
      assertThat(out.get(i).key()).isEqualTo(("c" + i).getBytes(UTF_8));
      assertThat(out.get(i).timestamp()).isEqualTo(1000 + i);
      assertThat(embedding.getCaptionId()).isEqualTo("c" + i);
      assertThat(embedding.getText()).isEqualTo(texts.get(i));
      assertThat(embedding.getEventTime()).isEqualTo(Instant.ofEpochMilli(7));
      assertThat(embedding.getAttributes()).containsExactly(Map.entry("lang", "en"));
      assertThat(embedding.getProvenance().getOffset()).isEqualTo(i);
      assertThat(embedding.getProvenance().getModelId()).isEqualTo(bundle.modelId());
      assertThat(embedding.getProvenance().getContentSha256()).hasSize(64);
      assertThat(PrimitiveLists.toFloats(embedding.getEmbedding()))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(expected[i]);
    }
    assertThat(EmbedFunction.DEVICES.size()).isZero();
  }

  @Test
  void textIsLeftOutWhereTheOptionsSaySo() throws Exception {
    List<OutboundRecord> out =
        Streams.run(
            EmbedOperator.factory(options(false)), List.of(source(0, "a", caption("a", "star"))));

    assertThat(embedding(out.get(0)).getText()).isNull();
  }

  @Test
  void brokenCaptionsAreDeadLettersInTheirPlacesAndTombstonesPass() throws Exception {
    List<SourceRecord> sources =
        List.of(
            source(0, "a", caption("a", "a star")),
            source(1, "b", caption("b", " \n ")),
            new SourceRecord("captions", 0, 2, 9, null, new byte[] {1, 2, 3}),
            source(3, "other", caption("mine", "a star")),
            source(4, "", caption("", "a star")),
            new SourceRecord("captions", 0, 5, 9, "old".getBytes(UTF_8), null),
            new SourceRecord("captions", 0, 6, 9, null, null),
            source(7, "z", caption("z", "a star")));

    List<OutboundRecord> out = Streams.run(EmbedOperator.factory(options(true)), sources);

    assertThat(out)
        .extracting(this::text)
        .containsExactly(
            "embedding a",
            "EVENT_INVALID deserialize b",
            "RECORD_BAD_MAGIC deserialize null",
            "KEY_MISMATCH deserialize mine",
            "EVENT_INVALID deserialize ",
            "tombstone caption-embeddings old",
            "KEY_INVALID deserialize null",
            "embedding z");
    assertThat(embedding(out.get(7)).getEmbedding())
        .isEqualTo(embedding(out.get(0)).getEmbedding());
  }

  @Test
  void bundleWithoutAVocabularyIsRefusedAtTheStart(@TempDir Path other) throws Exception {
    GoldenBundle.export(other);
    EmbedOptions options =
        new EmbedOptions(
            Streams.options(other.toString()),
            new CaptionEmbeddingsTopic("caption-embeddings", true));
    try (var harness = Streams.harness(EmbedOperator.factory(options))) {
      assertThatThrownBy(harness::open)
          .isInstanceOf(StartRefusedException.class)
          .hasCauseInstanceOf(BundleException.class)
          .hasMessageContaining("has no text vocabulary");
    }
    assertThat(EmbedFunction.DEVICES.size()).isZero();
  }

  @Test
  void operatorTravelsToTheTaskManagers() throws Exception {
    assertThat(InstantiationUtil.clone(options(true))).isEqualTo(options(true));
    assertThat(InstantiationUtil.clone(EmbedOperator.factory(options(true)))).isNotNull();
  }

  @Test
  void topicsThatCannotWorkAreRefused() {
    assertThatThrownBy(
            () ->
                new EmbedOptions(
                    Streams.options("m"), new CaptionEmbeddingsTopic("dead-letters", true)))
        .hasMessageContaining("topic of their own");
    assertThatThrownBy(() -> new CaptionEmbeddingsTopic(" ", true))
        .hasMessageContaining("topic is empty");
  }

  private static EmbedOptions options(boolean includeText) {
    return new EmbedOptions(
        Streams.options(bundle.directory().toString()),
        new CaptionEmbeddingsTopic(CaptionEmbeddingsTopic.USUAL_NAME, includeText));
  }

  private static float[][] embed(List<String> texts) throws Exception {
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(1))) {
      return session.embed(texts.stream().map(bundle.tokenizer()::encode).toArray(int[][]::new));
    }
  }

  private static Caption caption(String id, String text) {
    return Caption.newBuilder()
        .setCaptionId(id)
        .setText(text)
        .setEventTime(Instant.ofEpochMilli(7))
        .setAttributes(Map.of("lang", "en"))
        .build();
  }

  private SourceRecord source(long offset, String key, Caption caption) throws RegistryException {
    return new SourceRecord(
        "captions",
        0,
        offset,
        1000 + offset,
        key.getBytes(UTF_8),
        wire.serializer(Caption.class, "captions").serialize(caption));
  }

  private CaptionEmbedding embedding(OutboundRecord record) throws Exception {
    assertThat(record.topic()).isEqualTo("caption-embeddings");
    return wire.deserializer(CaptionEmbedding.class).deserialize(record.value());
  }

  private String text(OutboundRecord record) {
    try {
      if (record.isTombstone()) {
        return "tombstone " + record.topic() + " " + new String(record.key(), UTF_8);
      }
      if (record.topic().equals("caption-embeddings")) {
        return "embedding " + embedding(record).getCaptionId();
      }
      DeadLetter letter = wire.deserializer(DeadLetter.class).deserialize(record.value());
      return letter.getCategory() + " " + letter.getStage() + " " + letter.getImageId();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
