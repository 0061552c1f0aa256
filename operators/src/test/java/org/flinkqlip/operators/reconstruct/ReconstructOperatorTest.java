// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.util.InstantiationUtil;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.batching.Outcome;
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
import org.flinkqlip.operators.testing.Streams;
import org.flinkqlip.schemas.CodeSequence;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.PrimitiveLists;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way with a real decoder: Kafka payloads in, Kafka payloads out. */
class ReconstructOperatorTest {
  private static final String SHA = "ab".repeat(32);

  @TempDir private static Path directory;
  private static ModelBundle bundle;

  private final WireFormat wire = WireFormatOptions.singleObject().open();

  @BeforeAll
  static void export() throws Exception {
    bundle = GoldenBundle.export(directory);
  }

  @Test
  void goldenCodesGiveTheReferencesPicturesUnderTheirOwnIds() throws Exception {
    List<String> images = GoldenBundle.images();
    List<SourceRecord> sources = new ArrayList<>();
    for (String name : images) {
      sources.add(source(sources.size(), codes(name, GoldenBundle.codes(name))));
    }

    List<OutboundRecord> out =
        Streams.run(ReconstructOperator.factory(options(PictureFormat.PNG)), sources);

    assertThat(out).hasSameSizeAs(images);
    for (int i = 0; i < images.size(); i++) {
      ReconstructedImage image = image(out.get(i));
      assertThat(out.get(i).key()).isEqualTo(images.get(i).getBytes(UTF_8));
      assertThat(out.get(i).timestamp()).isEqualTo(1000 + i);
      assertThat(image.getImageId()).isEqualTo(images.get(i));
      assertThat(image.getEventTime()).isEqualTo(Instant.ofEpochMilli(7));
      assertThat(image.getContentType()).isEqualTo("image/png");
      assertThat(image.getWidth()).isEqualTo(64);
      assertThat(image.getHeight()).isEqualTo(64);
      assertThat(image.getProvenance().getTopic()).isEqualTo("image-codes");
      assertThat(image.getProvenance().getOffset()).isEqualTo(i);
      assertThat(image.getProvenance().getContentSha256()).isEqualTo(SHA);
      assertThat(image.getProvenance().getModelId()).isEqualTo(bundle.modelId());
      assertThat(largestDifference(pixels(image), images.get(i))).as(images.get(i)).isLessThan(2);
    }
    assertThat(ReconstructFunction.DEVICES.size()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void picturesAreWrittenInEachFormat(PictureFormat format) throws Exception {
    List<OutboundRecord> out =
        Streams.run(
            ReconstructOperator.factory(options(format)),
            List.of(source(0, codes("a", GoldenBundle.codes("gray.png")))));

    ReconstructedImage image = image(out.get(0));
    assertThat(image.getContentType()).isEqualTo(format.mimeType());
    assertThat(pixels(image)).hasSize(64 * 64 * 3);
  }

  @Test
  void sequenceAloneIsEnough() throws Exception {
    int[] codes = GoldenBundle.codes("gray.png");
    ImageCodes generated = codes("generated", new int[0]);
    generated.setSequence(GoldenSequences.of(bundle, codes));
    ImageCodes broken = codes("broken", new int[0]);
    broken.setSequence(GoldenSequences.of(bundle, codes));
    broken.getSequence().setIds(PrimitiveLists.ofInts(1, 2, 3));
    ImageCodes unknown = codes("unknown", new int[0]);
    CodeSequence strange = GoldenSequences.of(bundle, codes);
    strange.setOrder("spiral");
    unknown.setSequence(strange);

    List<OutboundRecord> out =
        Streams.run(
            ReconstructOperator.factory(options(PictureFormat.PNG)),
            List.of(
                source(0, codes("plain", codes)),
                source(1, generated),
                source(2, broken),
                source(3, unknown)));

    assertThat(image(out.get(1)).getContent()).isEqualTo(image(out.get(0)).getContent());
    assertThat(out.subList(2, 4))
        .extracting(this::text)
        .containsExactly("CODES_INVALID broken", "CODES_INVALID unknown");
    assertThat(letter(out.get(3)).getMessage()).contains("'spiral' is none of [token-by-token");
  }

  @Test
  void codesThatAreNoneOfThisModelAreDeadLettersInTheirPlaces() throws Exception {
    int[] sound = GoldenBundle.codes("gray.png");
    ImageCodes other = codes("other", sound);
    other.getProvenance().setModelId("qlip@ffffffffffff");
    ImageCodes grid = codes("grid", sound);
    grid.setGridHeight(8);
    int[] large = sound.clone();
    large[3] = 1 << 28;
    int[] negative = sound.clone();
    negative[0] = -1;

    List<OutboundRecord> out =
        Streams.run(
            ReconstructOperator.factory(options(PictureFormat.JPEG)),
            List.of(
                source(0, codes("first", sound)),
                source(1, other),
                source(2, grid),
                source(3, codes("large", large)),
                source(4, codes("negative", negative)),
                source(5, codes("few", new int[3])),
                source(6, codes("none", new int[0])),
                new SourceRecord("image-codes", 0, 7, 9, "raw".getBytes(UTF_8), new byte[9]),
                new SourceRecord("image-codes", 0, 8, 9, "old".getBytes(UTF_8), null),
                source(9, codes("last", sound))));

    assertThat(out)
        .extracting(this::text)
        .containsExactly(
            "image first",
            "CODES_OTHER_MODEL other",
            "CODES_INVALID grid",
            "CODES_INVALID large",
            "CODES_INVALID negative",
            "CODES_INVALID few",
            "CODES_INVALID none",
            "RECORD_BAD_MAGIC null",
            "tombstone reconstructed-images old",
            "image last");
    assertThat(letter(out.get(1)).getMessage())
        .isEqualTo(
            "[image-codes-0@1 other] the codes are of model qlip@ffffffffffff, this job decodes"
                + " those of %s: run it with the bundle that made them"
                    .formatted(bundle.modelId()));
    assertThat(letter(out.get(3)).getMessage())
        .isEqualTo("[image-codes-0@3 large] the code 268435456 at position 3; codes have 28 bits");
    assertThat(letter(out.get(3)).getStage()).isEqualTo("reconstruct");
  }

  @Test
  void pictureLargerThanTheLimitIsADeadLetter() throws Exception {
    List<OutboundRecord> out = new ArrayList<>();
    RecordingMetricGroup group = new RecordingMetricGroup();
    OutcomeRouter<byte[]> router =
        new OutcomeRouter<>(
            ResultFormat.open(
                List.of(options(PictureFormat.PNG).topic()), "m@0", bundle.manifest(), wire),
            DeadLetterCategory.RECONSTRUCT_FAILED,
            new DeadLetters("dead-letters", "m@0", wire),
            300,
            new OutcomeMetrics(
                group,
                OperatorMetric.IMAGES_RECONSTRUCTED,
                DeadLetterCategory.namesIn(
                    new ReconstructFunction(options(PictureFormat.PNG)).stages())));
    RecordFacts facts =
        RecordFacts.of(new SourceRecord("image-codes", 0, 0, 5, null, new byte[1]))
            .withEvent("a", null, null, Map.of());
    int edge = bundle.manifest().imageSize();
    byte[] noise = new byte[edge * edge * 3];
    new Random(1).nextBytes(noise);

    router.route(new Outcome.Succeeded<>(facts, noise), Streams.into(out));
    router.route(new Outcome.Succeeded<>(facts, new byte[noise.length]), Streams.into(out));

    assertThat(out).extracting(this::text).containsExactly("RESULT_TOO_LARGE a", "image a");
    assertThat(letter(out.get(0)).getMessage())
        .contains("the limit is 300 bytes: write jpeg, which is smaller than png");
    assertThat(group.count("tokenizer.imagesReconstructed")).isEqualTo(1);
  }

  @Test
  void operatorTravelsToTheTaskManagersAndItsTopicsMustWork() throws Exception {
    ReconstructOptions options = options(PictureFormat.WEBP);

    assertThat(InstantiationUtil.clone(options)).isEqualTo(options);
    assertThat(InstantiationUtil.clone(ReconstructOperator.factory(options))).isNotNull();
    assertThatThrownBy(
            () ->
                new ReconstructOptions(
                    Streams.options("m"),
                    new ReconstructedImagesTopic("dead-letters", PictureFormat.PNG)))
        .hasMessageContaining("topic of their own");
    assertThatThrownBy(() -> new ReconstructedImagesTopic("", PictureFormat.PNG))
        .hasMessageContaining("topic is empty");
  }

  private static ReconstructOptions options(PictureFormat format) {
    return new ReconstructOptions(
        Streams.options(directory.toString()),
        new ReconstructedImagesTopic(ReconstructedImagesTopic.USUAL_NAME, format));
  }

  private static ImageCodes codes(String id, int[] codes) {
    return ImageCodes.newBuilder()
        .setImageId(id)
        .setEventTime(Instant.ofEpochMilli(7))
        .setGridHeight(4)
        .setGridWidth(4)
        .setBitsPerCode(28)
        .setCodes(PrimitiveLists.ofInts(codes))
        .setProvenance(new Provenance("images", 1, 2L, SHA, bundle.modelId(), null))
        .build();
  }

  private SourceRecord source(long offset, ImageCodes codes) throws RegistryException {
    return new SourceRecord(
        "image-codes",
        0,
        offset,
        1000 + offset,
        codes.getImageId().getBytes(UTF_8),
        wire.serializer(ImageCodes.class, "image-codes").serialize(codes));
  }

  private ReconstructedImage image(OutboundRecord record) throws Exception {
    assertThat(record.topic()).isEqualTo("reconstructed-images");
    return wire.deserializer(ReconstructedImage.class).deserialize(record.value());
  }

  private DeadLetter letter(OutboundRecord record) throws Exception {
    assertThat(record.topic()).isEqualTo("dead-letters");
    return wire.deserializer(DeadLetter.class).deserialize(record.value());
  }

  private String text(OutboundRecord record) {
    try {
      if (record.isTombstone()) {
        return "tombstone " + record.topic() + " " + new String(record.key(), UTF_8);
      }
      return record.topic().equals("reconstructed-images")
          ? "image " + image(record).getImageId()
          : letter(record).getCategory() + " " + letter(record).getImageId();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] pixels(ReconstructedImage image) throws Exception {
    byte[] content = new byte[image.getContent().remaining()];
    image.getContent().duplicate().get(content);
    ByteBuffer pixels = ByteBuffer.allocateDirect(64 * 64 * 3);
    new ImagePreprocessor(PreprocessOptions.forSize(64)).preprocess(content, pixels, 0);
    byte[] bytes = new byte[pixels.capacity()];
    pixels.get(0, bytes);
    return bytes;
  }

  /** Between a picture and the reference's float output, which is [3, S, S] and normalised. */
  private static double largestDifference(byte[] pixels, String name) throws Exception {
    float[] expected = GoldenBundle.floats(name + "/reconstruction");
    List<Double> means = bundle.manifest().preprocessing().mean();
    List<Double> deviations = bundle.manifest().preprocessing().std();
    double largest = 0;
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 64 * 64; i++) {
        double value =
            255 * (expected[channel * 64 * 64 + i] * deviations.get(channel) + means.get(channel));
        double clamped = Math.max(0, Math.min(255, value));
        largest = Math.max(largest, Math.abs((pixels[3 * i + channel] & 0xff) - clamped));
      }
    }
    return largest;
  }
}
