// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.runtime.bundle.HalfFloats;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.codes.CodeOrder;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.model.runtime.codes.GroupVocabularies;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.embed.CaptionEmbeddingsTopic;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.health.HealthOptions;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.sequence.CodeSequences;
import org.flinkqlip.operators.sequence.SequenceOptions;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.operators.testing.TextBundle;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be asked for beside codes and embeddings: sequences, features, captions. */
class OptionalOutputsTest {
  private static final List<ImageTopic<?>> WITH_CAPTIONS =
      TokenizeOptionsTest.topicsAnd(
          new ImageCaptionsTopic(new CaptionEmbeddingsTopic("caption-embeddings", true)));
  private static final int BITS = 28;

  @TempDir private static Path directory;

  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private final ImageRecords records = new ImageRecords(wire);

  @BeforeAll
  static void export() throws Exception {
    GoldenBundle.export(directory);
  }

  @Test
  void sequenceForLanguageModelsIsInEveryRecordAndItsInverseGivesTheCodes() throws Exception {
    SequenceOptions sequence =
        new SequenceOptions(
            2, CodeOrder.GROUP_BY_GROUP, GroupVocabularies.DISTINCT, 1000, 998, 999);
    TokenizeOptions options = with(directory, sequence);

    List<OutboundRecord> output = run(options, records.inline(List.of("gray.png", "rgb.bmp")));

    for (OutboundRecord record : List.of(output.get(0), output.get(2))) {
      ImageCodes codes = records.codes(record);
      CodeSequence written = codes.getSequence();
      assertThat(written.getIds()).hasSize(2 * 16 + 2).startsWith(998).endsWith(999);
      assertThat(written.getGroupSize()).isEqualTo(14);
      assertThat(written.getOrder()).isEqualTo("group-by-group");
      assertThat(written.getVocabularies()).isEqualTo("distinct");
      assertThat(written.getVocabularyOffset()).isEqualTo(1000);
      CodeSequencer inverse = new CodeSequencer(CodeSequences.options(written, BITS));
      assertThat(inverse.toCodes(PrimitiveLists.toInts(written.getIds())))
          .isEqualTo(PrimitiveLists.toInts(codes.getCodes()));
    }
  }

  @Test
  void plainCodesHaveNoSequence() throws Exception {
    TokenizeOptions options = with(directory, TokenizeOptionsTest.TOPICS);

    List<OutboundRecord> output = run(options, records.inline(List.of("gray.png")));

    assertThat(records.codes(output.get(0)).getSequence()).isNull();
  }

  @Test
  void groupsThatDoNotTileTheModelsBitsAreRefusedAtTheStart() throws Exception {
    SequenceOptions sequence =
        new SequenceOptions(3, CodeOrder.TOKEN_BY_TOKEN, GroupVocabularies.SHARED, 0, null, null);
    assertRefused(with(directory, sequence), "3 groups do not tile codes of 28 bits");
  }

  @ParameterizedTest
  @EnumSource
  void featuresAreTheReferencesSecondLastHiddenStateWithoutTheClassToken(
      FeatureType type, @TempDir Path model) throws Exception {
    GoldenBundle.exportWithFeatures(model);
    List<SourceRecord> sources = new ArrayList<>(records.inline(List.of("square.png", "rgb.bmp")));
    sources.add(new SourceRecord("images", 0, 9, 9, "old".getBytes(UTF_8), null));

    List<OutboundRecord> output = run(with(model, featuresOf(type)), sources);

    assertThat(output)
        .extracting(OutboundRecord::topic)
        .containsExactly(
            "image-codes",
            "image-embeddings",
            "image-features",
            "image-codes",
            "image-embeddings",
            "image-features",
            "image-codes",
            "image-embeddings",
            "image-features");
    assertThat(output.get(8).isTombstone()).isTrue();
    float[] states = GoldenBundle.floats("square.png/hidden_states_minus_2");
    int width = states.length / 17;
    ImageFeatures features =
        wire.deserializer(ImageFeatures.class).deserialize(output.get(2).value());
    assertThat(features.getImageId()).isEqualTo("square.png");
    assertThat(features.getShape()).containsExactly(16, width);
    assertThat(features.getDtype()).isEqualTo(type.label());
    assertThat(features.getLayer()).isEqualTo("hidden_states[-2]");
    // Numbers below 64 are at most 2^-6 from their binary16.
    double tolerance = type == FeatureType.FLOAT16 ? 0x1p-6 + 1e-3 : 1e-3;
    float[] numbers = numbers(features, type);
    assertThat(numbers).hasSize(16 * width);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(Math.abs(numbers[i] - states[width + i]))
          .as("number %d", i)
          .isLessThan((float) tolerance);
    }
  }

  private static float[] numbers(ImageFeatures features, FeatureType type) {
    ByteBuffer data = features.getData().order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[data.remaining() / (type == FeatureType.FLOAT16 ? 2 : 4)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          type == FeatureType.FLOAT16
              ? HalfFloats.fromFloat16(data.getShort(2 * i))
              : data.getFloat(4 * i);
    }
    return numbers;
  }

  @Test
  void featuresOfABundleWithoutThemAreRefusedAtTheStart() throws Exception {
    assertRefused(
        with(directory, featuresOf(FeatureType.FLOAT16)),
        "gives no features: export the checkpoint with --features");
  }

  @Test
  void captionsAreEmbeddedOnTheWayUnderTheImagesId(@TempDir Path folder) throws Exception {
    ModelBundle model = TextBundle.export(folder);
    byte[] image = GoldenBundle.image("gray.png");
    List<SourceRecord> sources =
        List.of(
            records.source(
                0,
                "a",
                ImageRecords.event("a")
                    .setContent(ImageRecords.wrap(image))
                    .setCaption("a red star")),
            records.source(1, "b", ImageRecords.event("b").setContent(ImageRecords.wrap(image))),
            new SourceRecord("images", 0, 2, 9, "a".getBytes(UTF_8), null));

    List<OutboundRecord> output = run(with(model.directory(), WITH_CAPTIONS), sources);

    assertThat(output)
        .extracting(record -> record.topic() + (record.isTombstone() ? " -" : ""))
        .containsExactly(
            "image-codes",
            "image-embeddings",
            "caption-embeddings",
            "image-codes",
            "image-embeddings",
            "caption-embeddings -",
            "image-codes -",
            "image-embeddings -",
            "caption-embeddings -");
    CaptionEmbedding caption =
        wire.deserializer(CaptionEmbedding.class).deserialize(output.get(2).value());
    assertThat(caption.getCaptionId()).isEqualTo("a");
    assertThat(caption.getText()).isEqualTo("a red star");
    assertThat(caption.getProvenance().getContentSha256())
        .isEqualTo(Sha256.of("a red star".getBytes(UTF_8)));
    try (TextSession session = TextSession.open(model, SessionOptions.cpu(1))) {
      assertThat(PrimitiveLists.toFloats(caption.getEmbedding()))
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(session.embed(new int[][] {model.tokenizer().encode("a red star")})[0]);
    }
    assertThat(TokenizeFunction.DEVICES_WITH_TEXT.size()).isZero();
  }

  @Test
  void reconstructionsAreMeasuredBesideCaptionsOnOneDevice(@TempDir Path folder) throws Exception {
    ModelBundle model = TextBundle.export(folder);
    TokenizeOptions options =
        new TokenizeOptions(
            Streams.options(model.directory().toString()),
            WITH_CAPTIONS,
            ImageLimits.DEFAULT,
            false,
            new HealthOptions(true, Duration.ofMinutes(1), 1, false, 1));
    try (var harness =
        Streams.harness(TokenizeOperator.factory(options, ContentFetcherFactory.none()))) {
      harness.open();
      assertThat(TokenizeFunction.DEVICES_WITH_BOTH.size()).isEqualTo(1);
      for (SourceRecord source : records.inline(List.of("gray.png", "rgb.bmp"))) {
        harness.processElement(source, 0);
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.extractOutputValues())
          .extracting(OutboundRecord::topic)
          .containsExactly(
              "image-codes",
              "image-embeddings",
              "caption-embeddings",
              "image-codes",
              "image-embeddings",
              "caption-embeddings");
    }
    assertThat(TokenizeFunction.DEVICES_WITH_BOTH.size()).isZero();
  }

  @Test
  void captionsOfABundleWithoutAVocabularyAreRefusedAtTheStart() throws Exception {
    assertRefused(with(directory, WITH_CAPTIONS), "has no text vocabulary");
  }

  private static List<OutboundRecord> run(TokenizeOptions options, List<SourceRecord> sources)
      throws Exception {
    return Streams.run(TokenizeOperator.factory(options, ContentFetcherFactory.none()), sources);
  }

  private static void assertRefused(TokenizeOptions options, String message) throws Exception {
    assertThatThrownBy(() -> run(options, List.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(message);
    assertThat(TokenizeFunction.DEVICES.size()).isZero();
  }

  private static List<ImageTopic<?>> featuresOf(FeatureType type) {
    return TokenizeOptionsTest.topicsAnd(new ImageFeaturesTopic("image-features", type));
  }

  private static TokenizeOptions with(Path model, SequenceOptions sequence) {
    return with(
        model,
        List.of(
            new ImageCodesTopic("image-codes", sequence),
            new ImageEmbeddingsTopic("image-embeddings")));
  }

  private static TokenizeOptions with(Path model, List<ImageTopic<?>> topics) {
    return new TokenizeOptions(
        Streams.options(model.toString()), topics, ImageLimits.DEFAULT, false);
  }
}
