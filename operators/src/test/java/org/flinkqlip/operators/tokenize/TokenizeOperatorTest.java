// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.OperatorOptions;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.metrics.ReportedMetrics;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way with a real model: Kafka payloads in, Kafka payloads out. */
@SuppressWarnings("try")
class TokenizeOperatorTest {
  /** Below this the sign of a latent is within the numerical error of either side. */
  private static final float BIT_MARGIN = 1e-4f;

  private static final int BITS = 28;
  private static final ContentFetcherFactory LOCAL =
      () ->
          uri -> {
            try {
              return Files.readAllBytes(Path.of(URI.create(uri)));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          };

  @TempDir private static Path directory;
  private static ModelBundle bundle;

  private final WireFormat wire = WireFormatOptions.singleObject().open();
  private final ImageRecords records = new ImageRecords(wire);

  @BeforeAll
  static void export() throws Exception {
    bundle = GoldenBundle.export(directory);
  }

  @Test
  void goldenImagesGiveTheReferencesCodesAndEmbeddingsUnderTheirOwnIds() throws Exception {
    List<String> images = new ArrayList<>(GoldenBundle.images());
    Collections.shuffle(images, new Random(5));
    List<StreamRecord<OutboundRecord>> output = run(records.inline(images));

    assertThat(output).hasSize(2 * images.size());
    for (int i = 0; i < images.size(); i++) {
      String name = images.get(i);
      assertThat(output.get(2 * i).getTimestamp()).isEqualTo(1000 + i);
      assertThat(output.get(2 * i + 1).getTimestamp()).isEqualTo(1000 + i);
      ImageCodes codes = records.codes(output.get(2 * i).getValue());
      ImageEmbedding embedding = records.embedding(output.get(2 * i + 1).getValue());
      assertThat(codes.getImageId()).isEqualTo(name);
      assertThat(embedding.getImageId()).isEqualTo(name);
      assertThat(codes.getProvenance().getOffset()).isEqualTo(i);
      assertThat(codes.getProvenance().getModelId()).isEqualTo(bundle.modelId());
      if (isLossless(name)) {
        assertThat(wrongBits(name, PrimitiveLists.toInts(codes.getCodes()))).as(name).isZero();
        assertThat(PrimitiveLists.toFloats(embedding.getEmbedding()))
            .as(name)
            .usingComparatorWithPrecision(1e-4f)
            .containsExactly(GoldenBundle.floats(name + "/image_embeds"));
      } else {
        assertThat(dot(embedding, GoldenBundle.floats(name + "/image_embeds")))
            .as("%s: cosine similarity", name)
            .isGreaterThan(0.999f);
      }
    }
  }

  @Test
  void brokenRecordsAreDeadLettersInTheirPlacesAndLeaveTheOthersAlone() throws Exception {
    List<SourceRecord> sources =
        new ArrayList<>(records.inline(List.of("gray.png", "rgb.bmp", "square.png")));
    byte[] truncated = Arrays.copyOf(GoldenBundle.image("gray.jpg"), 200);
    sources.add(
        1,
        records.source(
            10,
            "truncated",
            ImageRecords.event("truncated").setContent(ImageRecords.wrap(truncated))));
    sources.add(
        2,
        records.source(
            11,
            "text",
            ImageRecords.event("text").setContent(ImageRecords.wrap("no image".getBytes(UTF_8)))));
    sources.add(4, new SourceRecord("images", 0, 12, 9, null, new byte[] {1, 2, 3, 4, 5}));
    sources.add(
        records.source(
            13,
            "other key",
            ImageRecords.event("mine")
                .setContent(ImageRecords.wrap(GoldenBundle.image("gray.png")))));
    sources.add(new SourceRecord("images", 0, 14, 9, "old".getBytes(UTF_8), null));

    List<OutboundRecord> output = values(run(sources));

    assertThat(output)
        .extracting(this::text)
        .containsExactly(
            "codes gray.png",
            "embedding gray.png",
            "IMAGE_TRUNCATED truncated",
            "IMAGE_UNKNOWN_FORMAT text",
            "codes rgb.bmp",
            "embedding rgb.bmp",
            "RECORD_BAD_MAGIC null",
            "codes square.png",
            "embedding square.png",
            "KEY_MISMATCH mine",
            "tombstone image-codes old",
            "tombstone image-embeddings old");
    assertThat(wrongBits("rgb.bmp", PrimitiveLists.toInts(records.codes(output.get(4)).getCodes())))
        .isZero();
  }

  @Test
  void everyRecordIsCountedOnceUnderTheDocumentedNames() throws Exception {
    ReportedMetrics metrics = new ReportedMetrics();
    MockEnvironment environment =
        new MockEnvironmentBuilder().setMetricGroup(metrics.task()).build();
    try (var harness =
        new OneInputStreamOperatorTestHarness<>(
            TokenizeOperator.factory(options(), LOCAL),
            TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()),
            environment)) {
      harness.open();
      assertThat((long) metrics.gauge("tokenizer_modelLoadTimeMillis")).isPositive();
      assertThat(metrics.gauge("tokenizer_modelWarmUpTimeMillis")).isInstanceOf(Long.class);
      List<SourceRecord> sources =
          new ArrayList<>(records.inline(List.of("gray.png", "rgb.bmp", "square.png")));
      sources.add(
          records.source(
              3,
              "text",
              ImageRecords.event("text")
                  .setContent(ImageRecords.wrap("no image".getBytes(UTF_8)))));
      sources.add(new SourceRecord("images", 0, 4, 9, null, new byte[0]));
      sources.add(new SourceRecord("images", 0, 5, 9, "old".getBytes(UTF_8), null));
      for (SourceRecord source : sources) {
        harness.processElement(source, 0);
      }
      harness.prepareSnapshotPreBarrier(1);

      assertThat(metrics.count("tokenizer_recordsReceived")).isEqualTo(6);
      assertThat(metrics.gauge("tokenizer_recordsUnaccounted")).isEqualTo(0L);
      assertThat(metrics.count("tokenizer_imagesTokenized")).isEqualTo(3);
      assertThat(metrics.count("tokenizer_tokensProduced")).isEqualTo(3 * 16);
      assertThat(metrics.count("tokenizer_recordsDeadLettered")).isEqualTo(2);
      assertThat(metrics.count("tokenizer_tombstones")).isEqualTo(1);
      assertThat(metrics.count("tokenizer_category_deadLetters{category=IMAGE_UNKNOWN_FORMAT}"))
          .isEqualTo(1);
      assertThat(metrics.count("tokenizer_category_deadLetters{category=RECORD_EMPTY}"))
          .isEqualTo(1);
      assertThat(metrics.count("tokenizer_category_deadLetters{category=FETCH_TIMEOUT}")).isZero();
      assertThat(metrics.observations("tokenizer_prepareTimeMicros")).isEqualTo(5);
      assertThat(metrics.gauge("tokenizer_batchesInFlight")).isEqualTo(0);
      assertThat(metrics.gauge("tokenizer_openBatchSize")).isEqualTo(0);
      assertThat(
              metrics.gauge(
                  "tokenizer_provider_model_encoderInfo{provider=CPU}{model=%s}"
                      .formatted(bundle.modelId())))
          .isEqualTo(1);
    }
    environment.close();
  }

  @Test
  void imageBehindAUriIsTheSameAsInline() throws Exception {
    String uri = GoldenBundle.file("square.png").toUri().toString();
    List<OutboundRecord> output =
        values(
            run(
                List.of(
                    records.source(0, "a", ImageRecords.event("a").setUri(uri)),
                    records.source(
                        1,
                        "b",
                        ImageRecords.event("b")
                            .setContent(ImageRecords.wrap(GoldenBundle.image("square.png")))))));

    ImageCodes fetched = records.codes(output.get(0));
    ImageCodes inline = records.codes(output.get(2));
    assertThat(fetched.getCodes()).isEqualTo(inline.getCodes());
    assertThat(fetched.getProvenance().getContentSha256())
        .isEqualTo(inline.getProvenance().getContentSha256());
    assertThat(records.embedding(output.get(1)).getUri()).isEqualTo(uri);
  }

  @Test
  void jobThatFetchesNothingSaysSo() throws Exception {
    try (var harness = harness(options(), ContentFetcherFactory.none())) {
      harness.open();
      harness.processElement(
          records.source(0, "a", ImageRecords.event("a").setUri("https://host/a.png")), 0);
      harness.endInput();

      DeadLetter letter =
          wire.deserializer(DeadLetter.class)
              .deserialize(harness.extractOutputValues().get(0).value());
      assertThat(letter.getCategory()).isEqualTo("FETCH_URI_NOT_ALLOWED");
    }
  }

  @Test
  void subtasksOfOneProcessShareOneDeviceThatTheLastOneCloses() throws Exception {
    try (var first = harness(options(), LOCAL);
        var second = harness(options(), LOCAL)) {
      first.open();
      second.open();
      assertThat(TokenizeFunction.DEVICES.size()).isEqualTo(1);

      first.close();
      second.processElement(records.inline(List.of("gray.png")).get(0), 0);
      second.endInput();

      assertThat(second.extractOutputValues()).hasSize(2);
    }
    assertThat(TokenizeFunction.DEVICES.size()).isZero();
  }

  @Test
  void jobThatAsksForCudaAndDoesNotGetItFailsAtStart() throws Exception {
    TokenizeOptions cuda = withSession(new SessionOptions(Provider.CUDA, 1000, 0));
    try (var harness = harness(cuda, LOCAL)) {
      assertThatThrownBy(harness::open)
          .isInstanceOf(StartRefusedException.class)
          .hasCauseInstanceOf(InferenceException.class)
          .hasMessageContaining("CUDA");
    }
    assertThat(TokenizeFunction.DEVICES.size()).isZero();
  }

  @Test
  void modelThatIsNotThereFailsAtStart(@TempDir Path empty) throws Exception {
    try (var harness = harness(TokenizeOptionsTest.options(empty.toString(), 1, 1 << 20), LOCAL)) {
      assertThatThrownBy(harness::open)
          .isInstanceOf(StartRefusedException.class)
          .hasCauseInstanceOf(BundleException.class)
          .hasMessageContaining("is no model bundle");
    }
    assertThat(TokenizeFunction.DEVICES.size()).isZero();
  }

  private List<StreamRecord<OutboundRecord>> run(List<SourceRecord> sources) throws Exception {
    try (var harness = harness(options(), LOCAL)) {
      harness.open();
      for (SourceRecord source : sources) {
        harness.processElement(source, source.timestamp());
      }
      harness.prepareSnapshotPreBarrier(1);
      assertThat(harness.snapshot(1, 1).hasState()).isFalse();
      return List.copyOf(harness.getRecordOutput());
    }
  }

  private static OneInputStreamOperatorTestHarness<SourceRecord, OutboundRecord> harness(
      TokenizeOptions options, ContentFetcherFactory fetchers) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        TokenizeOperator.factory(options, fetchers),
        TypeInformation.of(SourceRecord.class).createSerializer(new SerializerConfigImpl()));
  }

  private static TokenizeOptions options() {
    return TokenizeOptionsTest.options(directory.toString(), 2, 1 << 20);
  }

  private static TokenizeOptions withSession(SessionOptions session) {
    TokenizeOptions base = options();
    OperatorOptions operator = base.operator();
    return new TokenizeOptions(
        new OperatorOptions(
            operator.wireFormat(),
            operator.deadLetterTopic(),
            operator.batching(),
            operator.prepareThreads(),
            operator.model(),
            session,
            operator.onUnclosable(),
            operator.maxRecordBytes()),
        base.topics(),
        base.imageLimits(),
        base.applyExifOrientation());
  }

  private static List<OutboundRecord> values(List<StreamRecord<OutboundRecord>> records) {
    return records.stream().map(StreamRecord::getValue).toList();
  }

  private String text(OutboundRecord record) {
    try {
      if (record.isTombstone()) {
        return "tombstone " + record.topic() + " " + new String(record.key(), UTF_8);
      }
      return switch (record.topic()) {
        case "image-codes" -> "codes " + records.codes(record).getImageId();
        case "image-embeddings" -> "embedding " + records.embedding(record).getImageId();
        default -> {
          DeadLetter letter = wire.deserializer(DeadLetter.class).deserialize(record.value());
          yield letter.getCategory() + " " + letter.getImageId();
        }
      };
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isLossless(String name) {
    return !name.endsWith(".jpg") && !name.equals("lossy.webp");
  }

  private static long wrongBits(String name, int[] codes) throws Exception {
    int[] expected = GoldenBundle.codes(name);
    float[] latents = GoldenBundle.floats(name + "/latents");
    assertThat(codes).hasSameSizeAs(expected);
    long wrong = 0;
    for (int token = 0; token < codes.length; token++) {
      for (int bit = 0; bit < BITS; bit++) {
        boolean differs = ((codes[token] ^ expected[token]) >>> (BITS - 1 - bit) & 1) == 1;
        if (differs && Math.abs(latents[token * BITS + bit]) >= BIT_MARGIN) {
          wrong++;
        }
      }
    }
    return wrong;
  }

  private static float dot(ImageEmbedding embedding, float[] expected) {
    float[] values = PrimitiveLists.toFloats(embedding.getEmbedding());
    float sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * expected[i];
    }
    return sum;
  }
}
