// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.metrics.OutcomeMetrics;
import org.flinkqlip.operators.metrics.RecordingMetricGroup;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.DeadLetters;
import org.flinkqlip.operators.outcome.OutcomeRouter;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.SmallManifest;
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedStageTest {
  private static final SourceRecord SOURCE =
      new SourceRecord("captions", 3, 17, 1_000, null, new byte[] {1});

  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final List<OutboundRecord> out = new ArrayList<>();

  /** The golden models have ids but no vocabulary: here a text is its ids. */
  @Test
  void goldenTextsGiveTheReferencesEmbeddings(@TempDir Path directory) throws Exception {
    ModelBundle bundle = GoldenBundle.export(directory);
    int context = bundle.manifest().text().contextLength();
    int[] ids = GoldenBundle.integers("text/input_ids");
    float[] expected = GoldenBundle.floats("text/text_embeds");
    int count = ids.length / context;
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(1))) {
      List<String> texts = new ArrayList<>();
      EmbedStage stage = new EmbedStage(payload -> caption(texts.get(payload[0])), of(session));
      TextBatch batch = stage.newBuffer(count);
      for (int text = 0; text < count; text++) {
        texts.add(
            Arrays.stream(ids, text * context, (text + 1) * context)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")));
        stage.prepare(
            new SourceRecord("captions", 0, text, 0, null, new byte[] {(byte) text}), batch, text);
      }

      List<EmbeddedText> results = stage.run(batch, 0, count);

      int size = bundle.manifest().embeddingSize();
      assertThat(results).hasSize(count);
      for (int text = 0; text < count; text++) {
        assertThat(results.get(text).text()).isEqualTo(texts.get(text));
        assertThat(results.get(text).embedding())
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(Arrays.copyOfRange(expected, text * size, (text + 1) * size));
      }
    }
  }

  @Test
  void gapOfARejectedCaptionIsClosedByTheLastOne() throws Exception {
    EmbedStage stage = stage("b");
    TextBatch batch = stage.newBuffer(3);
    batch.put(0, "a", new int[] {1});
    batch.put(2, "c", new int[] {3});

    stage.move(batch, 2, 1);

    assertThat(stage.run(batch, 0, 2)).extracting(EmbeddedText::text).containsExactly("a", "c");
    assertThat(stage.run(batch, 1, 1).get(0).embedding()).containsExactly(3f);
  }

  @Test
  void textIsAtFaultOnlyIfAnEmptyOneStillWorks() {
    EmbedStage stage = stage("b");
    TextBatch batch = stage.newBuffer(1);
    batch.put(0, "poison", new int[] {666});

    assertThatThrownBy(() -> stage.run(batch, 0, 1)).isInstanceOf(InferenceException.class);
  }

  @Test
  void towerThatEmbedsNothingAnyMoreFailsTheJob() {
    EmbedStage stage = new EmbedStage(payload -> caption("a"), new FakeTower(0));
    TextBatch batch = stage.newBuffer(1);
    batch.put(0, "a", new int[] {1});

    assertThatThrownBy(() -> stage.run(batch, 0, 1))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("the device takes no input any more");
  }

  @Test
  void embeddingThatIsNotFiniteIsADeadLetter() throws Exception {
    router().route(succeeded(Float.POSITIVE_INFINITY), Streams.into(out));

    assertThat(letter().getCategory()).isEqualTo("EMBED_NOT_FINITE");
    assertThat(letter().getStage()).isEqualTo("embed");
    assertThat(group.count("tokenizer.captionsEmbedded")).isZero();
  }

  @Test
  void captionThatTheModelFailsOnIsADeadLetter() throws Exception {
    router().route(new Outcome.Failed<>(facts(), new InferenceException("no")), Streams.into(out));

    assertThat(letter().getCategory()).isEqualTo("EMBED_FAILED");
  }

  @Test
  void embeddingsAreCounted() throws Exception {
    router().route(succeeded(0.5f), Streams.into(out));

    assertThat(out).extracting(OutboundRecord::topic).containsExactly("caption-embeddings");
    assertThat(group.count("tokenizer.captionsEmbedded")).isEqualTo(1);
    assertThat(group.count("tokenizer.tokensProduced")).isZero();
  }

  private DeadLetter letter() throws Exception {
    assertThat(out).hasSize(1);
    assertThat(out.get(0).topic()).isEqualTo("dead-letters");
    return wire.deserializer(DeadLetter.class).deserialize(out.get(0).value());
  }

  private OutcomeRouter<EmbeddedText> router() throws Exception {
    return new OutcomeRouter<>(
        ResultFormat.open(
            List.of(options().topic()), "m@0123456789ab", SmallManifest.withFeatures(), wire),
        DeadLetterCategory.EMBED_FAILED,
        new DeadLetters("dead-letters", "m@0123456789ab", wire),
        1 << 20,
        new OutcomeMetrics(
            group,
            OperatorMetric.CAPTIONS_EMBEDDED,
            DeadLetterCategory.namesIn(new EmbedFunction(options()).stages())));
  }

  private static EmbedOptions options() {
    return new EmbedOptions(
        Streams.options("m"), new CaptionEmbeddingsTopic("caption-embeddings", true));
  }

  private static Outcome<SourceRecord, RecordFacts, EmbeddedText> succeeded(float value) {
    return new Outcome.Succeeded<>(facts(), new EmbeddedText("a", new float[] {value}));
  }

  private static RecordFacts facts() {
    return RecordFacts.of(SOURCE).withEvent("a", null, null, Map.of());
  }

  private static EmbedStage stage(String text) {
    return new EmbedStage(payload -> caption(text), new FakeTower(666));
  }

  private static Caption caption(String text) {
    return Caption.newBuilder().setCaptionId("a").setText(text).setAttributes(Map.of()).build();
  }

  private static TextEncoder of(TextSession session) {
    return new FakeTower(-1) {
      @Override
      public int[] tokenize(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
      }

      @Override
      public float[][] embed(int[][] texts) throws InferenceException {
        return session.embed(texts);
      }
    };
  }

  /** An embedding is its first token; fails on a token of choice, or on all of them for 0. */
  private static class FakeTower implements TextEncoder {
    private final int poison;

    FakeTower(int poison) {
      this.poison = poison;
    }

    @Override
    public int[] tokenize(String text) {
      return new int[] {text.length()};
    }

    @Override
    public float[][] embed(int[][] texts) throws InferenceException {
      float[][] embeddings = new float[texts.length][1];
      for (int i = 0; i < texts.length; i++) {
        if (poison == 0 || texts[i][0] == poison) {
          throw new InferenceException("fails on " + texts[i][0]);
        }
        embeddings[i][0] = texts[i][0];
      }
      return embeddings;
    }
  }
}
