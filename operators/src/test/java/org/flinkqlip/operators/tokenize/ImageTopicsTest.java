// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.Collector;
import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.metrics.OutcomeMetrics;
import org.flinkqlip.operators.metrics.RecordingMetricGroup;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.DeadLetters;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.outcome.OutcomeRouter;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.RecordRuleException;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.record.InputPosition;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.SmallManifest;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;

class ImageTopicsTest {
  private static final String SHA = "ab".repeat(32);
  private static final SourceRecord SOURCE =
      new SourceRecord("images", 3, 17, 1_000, "cat".getBytes(UTF_8), new byte[9]);

  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private final RecordingMetricGroup group = new RecordingMetricGroup();
  private final List<OutboundRecord> out = new ArrayList<>();
  private final OutcomeRouter<EncodedImage> router =
      router(OperatorOptions.SMALLEST_MAX_RECORD_BYTES);

  ImageTopicsTest() throws Exception {}

  @Test
  void successGivesCodesAndEmbeddingWithKeyTimestampAndProvenance() throws Exception {
    route(new Outcome.Succeeded<>(facts(), image(0.5f)));

    assertThat(out)
        .extracting(OutboundRecord::topic)
        .containsExactly("image-codes", "image-embeddings");
    assertThat(out).allMatch(record -> Arrays.equals(record.key(), "cat".getBytes(UTF_8)));
    assertThat(out).extracting(OutboundRecord::timestamp).containsOnly(1_000L);
    ImageCodes codes = wire.deserializer(ImageCodes.class).deserialize(out.get(0).value());
    assertThat(codes.getCodes()).containsExactly(1, 2, 3, 4);
    assertThat(codes.getGridHeight()).isEqualTo(2);
    assertThat(codes.getGridWidth()).isEqualTo(2);
    assertThat(codes.getBitsPerCode()).isEqualTo(28);
    assertThat(codes.getEventTime()).isEqualTo(Instant.ofEpochMilli(77));
    assertThat(codes.getProvenance().getTopic()).isEqualTo("images");
    assertThat(codes.getProvenance().getPartition()).isEqualTo(3);
    assertThat(codes.getProvenance().getOffset()).isEqualTo(17);
    assertThat(codes.getProvenance().getContentSha256()).isEqualTo(SHA);
    assertThat(codes.getProvenance().getModelId()).isEqualTo("m@0123456789ab");
    ImageEmbedding embedding =
        wire.deserializer(ImageEmbedding.class).deserialize(out.get(1).value());
    assertThat(embedding.getEmbedding()).containsExactly(0.5f, 0.5f);
    assertThat(embedding.getUri()).isEqualTo("https://host/cat.png");
    assertThat(embedding.getAttributes()).containsExactly(Map.entry("k", "v"));
    assertThat(embedding.getProvenance()).isEqualTo(codes.getProvenance());
    assertThat(group.count("tokenizer.imagesTokenized")).isEqualTo(1);
    assertThat(group.count("tokenizer.tokensProduced")).isEqualTo(4);
  }

  @Test
  void tombstoneIsPassedOnToBothResults() throws Exception {
    byte[] key = "cat".getBytes(UTF_8);
    InputPosition input = new InputPosition("images", 0, 1);
    route(new Outcome.Passed<>(new SourceRecord("images", 0, 1, 5, key, null)));

    assertThat(out)
        .containsExactly(
            new OutboundRecord("image-codes", key, null, 5, input),
            new OutboundRecord("image-embeddings", key, null, 5, input));
    assertThat(group.count("tokenizer.tombstones")).isEqualTo(1);
  }

  @Test
  void tombstoneThatNamesNoImageIsADeadLetter() throws Exception {
    for (byte[] key : new byte[][] {null, {}, new byte[1025]}) {
      route(new Outcome.Passed<>(new SourceRecord("images", 0, 1, 5, key, null)));
    }

    assertThat(out).hasSize(3);
    assertThat(letters()).extracting(DeadLetter::getCategory).containsOnly("KEY_INVALID");
    assertThat(out.get(2).key()).as("a key that is too long").isNull();
    assertThat(group.count("tokenizer.tombstones")).isZero();
  }

  @Test
  void rejectedRecordTellsAllThatIsKnown() throws Exception {
    route(
        new Outcome.Rejected<>(
            SOURCE,
            new PreparationFailedException(
                facts(), new ImageRejectedException(ImageFault.TRUNCATED, "ends early"))));

    DeadLetter letter = letters().get(0);
    assertThat(out.get(0).key()).isEqualTo("cat".getBytes(UTF_8));
    assertThat(out.get(0).timestamp()).isEqualTo(1_000);
    assertThat(letter.getStage()).isEqualTo("decode");
    assertThat(letter.getCategory()).isEqualTo("IMAGE_TRUNCATED");
    assertThat(letter.getMessage()).isEqualTo("[images-3@17 cat] ends early");
    assertThat(letter.getImageId()).isEqualTo("cat");
    assertThat(letter.getUri()).isEqualTo("https://host/cat.png");
    assertThat(letter.getRecordSize()).isEqualTo(9);
    assertThat(letter.getContentSize()).isEqualTo(1234);
    assertThat(letter.getEventTime()).isEqualTo(Instant.ofEpochMilli(77));
    assertThat(letter.getProvenance().getContentSha256()).isEqualTo(SHA);
    assertThat(group.count("tokenizer.recordsDeadLettered")).isEqualTo(1);
    assertThat(group.count("tokenizer.category=IMAGE_TRUNCATED.deadLetters")).isEqualTo(1);
  }

  @Test
  void recordThatCouldNotBeReadKeepsItsKey() throws Exception {
    route(new Outcome.Rejected<>(SOURCE, new NullPointerException()));

    assertThat(out.get(0).key()).isEqualTo("cat".getBytes(UTF_8));
    assertThat(letters().get(0).getImageId()).isNull();
    assertThat(letters().get(0).getCategory()).isEqualTo("INTERNAL_ERROR");
    assertThat(letters().get(0).getMessage())
        .isEqualTo("[images-3@17] java.lang.NullPointerException");
  }

  @Test
  void imageThatTheModelFailsOnIsADeadLetter() throws Exception {
    route(new Outcome.Failed<>(facts(), new InferenceException("overflow")));

    assertThat(letters().get(0).getStage()).isEqualTo("encode");
    assertThat(letters().get(0).getCategory()).isEqualTo("ENCODE_FAILED");
  }

  @Test
  void embeddingThatIsNotFiniteIsADeadLetter() throws Exception {
    route(new Outcome.Succeeded<>(facts(), image(Float.NaN)));

    assertThat(out).hasSize(1);
    assertThat(letters().get(0).getCategory()).isEqualTo("ENCODE_NOT_FINITE");
    assertThat(group.count("tokenizer.imagesTokenized")).isZero();
  }

  @Test
  void resultLargerThanTheLimitIsWithheldAsAWhole() throws Exception {
    Map<String, String> attributes =
        Map.of("text", "x".repeat(OperatorOptions.SMALLEST_MAX_RECORD_BYTES));
    RecordFacts large = facts().withEvent("cat", null, null, attributes);
    route(new Outcome.Succeeded<>(large, image(0.5f)));

    assertThat(out).hasSize(1);
    assertThat(letters().get(0).getStage()).isEqualTo("serialize");
    assertThat(letters().get(0).getCategory()).isEqualTo("RESULT_TOO_LARGE");
    assertThat(letters().get(0).getMessage())
        .contains("fewer attributes (1 now)", "the limit is 32768 bytes");
  }

  @Test
  void resultOfExactlyTheLimitIsSent() throws Exception {
    RecordFacts padded =
        facts()
            .withEvent(
                "cat",
                null,
                null,
                Map.of("text", "x".repeat(OperatorOptions.SMALLEST_MAX_RECORD_BYTES / 2)));
    route(new Outcome.Succeeded<>(padded, image(0.5f)));
    OutboundRecord embedding = out.get(1);
    int exact = embedding.key().length + embedding.value().length;
    out.clear();

    router(exact, new RecordingMetricGroup())
        .route(new Outcome.Succeeded<>(padded, image(0.5f)), collector());
    router(exact - 1, new RecordingMetricGroup())
        .route(new Outcome.Succeeded<>(padded, image(0.5f)), collector());

    assertThat(out)
        .extracting(OutboundRecord::topic)
        .containsExactly("image-codes", "image-embeddings", "image-dead-letters");
  }

  @Test
  void everyDeadLetterFitsTheSmallestLimit() throws Exception {
    String emoji = "\uD83D\uDE00".repeat(100_000);
    RecordFacts huge = facts().withEvent(emoji, "https://host/" + emoji, null, Map.of("k", emoji));
    route(
        new Outcome.Rejected<>(
            SOURCE,
            new PreparationFailedException(
                huge, new RecordRuleException(DeadLetterCategory.EVENT_INVALID, emoji))));

    assertThat(out.get(0).key()).isNull();
    assertThat(out.get(0).value()).hasSizeLessThan(OperatorOptions.SMALLEST_MAX_RECORD_BYTES);
    assertThat(letters().get(0).getMessage()).startsWith("[images-3@17 ").endsWith("…");
  }

  private void route(Outcome<SourceRecord, RecordFacts, EncodedImage> outcome) throws Exception {
    router.route(outcome, collector());
  }

  private Collector<OutboundRecord> collector() {
    return new Collector<>() {
      @Override
      public void collect(OutboundRecord record) {
        out.add(record);
      }

      @Override
      public void close() {}
    };
  }

  private List<DeadLetter> letters() throws Exception {
    List<DeadLetter> letters = new ArrayList<>();
    for (OutboundRecord record : out) {
      assertThat(record.topic()).isEqualTo("image-dead-letters");
      letters.add(wire.deserializer(DeadLetter.class).deserialize(record.value()));
    }
    return letters;
  }

  private OutcomeRouter<EncodedImage> router(int maxRecordBytes) throws Exception {
    return router(maxRecordBytes, group);
  }

  private OutcomeRouter<EncodedImage> router(int maxRecordBytes, RecordingMetricGroup metricGroup)
      throws Exception {
    return router(TokenizeOptionsTest.TOPICS, maxRecordBytes, metricGroup);
  }

  private OutcomeRouter<EncodedImage> withFeatures(int maxRecordBytes, FeatureType type)
      throws Exception {
    return router(
        TokenizeOptionsTest.topicsAnd(new ImageFeaturesTopic("image-features", type)),
        maxRecordBytes,
        new RecordingMetricGroup());
  }

  private OutcomeRouter<EncodedImage> router(
      List<ImageTopic<?>> topics, int maxRecordBytes, RecordingMetricGroup metricGroup)
      throws Exception {
    return new OutcomeRouter<>(
        ResultFormat.open(topics, "m@0123456789ab", SmallManifest.withFeatures(), wire),
        DeadLetterCategory.ENCODE_FAILED,
        new DeadLetters("image-dead-letters", "m@0123456789ab", wire),
        maxRecordBytes,
        new OutcomeMetrics(
            metricGroup,
            OperatorMetric.IMAGES_TOKENIZED,
            DeadLetterCategory.namesIn(EnumSet.allOf(FailureStage.class))));
  }

  private static EncodedImage imageWith(float... features) {
    return new EncodedImage(new int[] {1, 2, 3, 4}, new float[] {0.6f, 0.8f})
        .withFeatures(features);
  }

  @Test
  void featuresThatAreTooLargeWithholdAllResultsOfTheImage() throws Exception {
    EncodedImage image = imageWith(new float[400]);
    withFeatures(1200, FeatureType.FLOAT32)
        .route(new Outcome.Succeeded<>(facts(), image), collector());
    withFeatures(1200, FeatureType.FLOAT16)
        .route(new Outcome.Succeeded<>(facts(), image), collector());

    assertThat(out)
        .extracting(OutboundRecord::topic)
        .containsExactly("image-dead-letters", "image-codes", "image-embeddings", "image-features");
    assertThat(wire.deserializer(DeadLetter.class).deserialize(out.get(0).value()).getMessage())
        .contains("the limit is 1200 bytes", "write features as float16");
  }

  @Test
  void featuresBeyondTheirNumberFormatAreADeadLetter() throws Exception {
    EncodedImage image = imageWith(1, 2, 70_000, 4);
    withFeatures(1 << 20, FeatureType.FLOAT16)
        .route(new Outcome.Succeeded<>(facts(), image), collector());

    assertThat(letters().get(0).getCategory()).isEqualTo("ENCODE_NOT_FINITE");
    assertThat(letters().get(0).getMessage()).contains("not finite in float16");
  }

  private static RecordFacts facts() {
    return RecordFacts.of(SOURCE)
        .withEvent("cat", "https://host/cat.png", Instant.ofEpochMilli(77), Map.of("k", "v"))
        .withContent(SHA, 1234L);
  }

  private static EncodedImage image(float value) {
    return new EncodedImage(new int[] {1, 2, 3, 4}, new float[] {value, 0.5f});
  }
}
