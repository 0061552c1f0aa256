// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.batching.StageFailedException;
import org.flinkqlip.operators.device.MemoryBudget;
import org.flinkqlip.operators.embed.TextEncoder;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.FetchException;
import org.flinkqlip.operators.fetch.FetchFault;
import org.flinkqlip.operators.outcome.PreparationFailedException;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.MalformedRecordException;
import org.flinkqlip.schemas.wire.RecordDeserializer;
import org.flinkqlip.schemas.wire.RegistryException;
import org.flinkqlip.schemas.wire.RegistryFault;
import org.flinkqlip.schemas.wire.WireFault;
import org.junit.jupiter.api.Test;

class TokenizeStageTest {
  private static final SourceRecord SOURCE =
      new SourceRecord("images", 3, 17, 1_000, null, new byte[] {1, 2, 3});

  private final FakeEncoder encoder = new FakeEncoder();

  @Test
  void preparedImageIsInItsSlotWithItsFacts() throws Exception {
    byte[] png = png(200);
    ImageEvent event = event().setContent(ByteBuffer.wrap(png)).build();
    event.setEventTime(Instant.ofEpochMilli(77));
    event.setAttributes(Map.of("k", "v"));
    TokenizeStage stage = stage(payload -> event, uri -> new byte[0]);
    ImageBatch buffer = stage.newBuffer(3);

    RecordFacts facts = stage.prepare(SOURCE, buffer, 1);

    byte[] expected = new byte[36];
    Arrays.fill(expected, 12, 24, (byte) 200);
    byte[] pixels = new byte[36];
    buffer.pixels().get(0, pixels);
    assertThat(pixels).isEqualTo(expected);
    assertThat(facts.id()).isEqualTo("cat");
    assertThat(facts.eventTime()).isEqualTo(Instant.ofEpochMilli(77));
    assertThat(facts.attributes()).containsExactly(Map.entry("k", "v"));
    assertThat(facts.contentSize()).isEqualTo(png.length);
    assertThat(HexFormat.of().parseHex(facts.contentSha256())).hasSize(32);
    assertThat(facts.origin().recordSize()).isEqualTo(3);
    assertThat(facts.item()).isEqualTo("images-3@17 cat");
  }

  @Test
  void eventWithoutATimeHasThatOfItsRecord() throws Exception {
    ImageEvent event = event().setContent(ByteBuffer.wrap(png(1))).build();
    TokenizeStage stage = stage(payload -> event, uri -> new byte[0]);

    assertThat(stage.prepare(SOURCE, stage.newBuffer(1), 0).eventTime())
        .isEqualTo(Instant.ofEpochMilli(1_000));
  }

  @Test
  void contentBehindAUriIsFetchedAndItsPasswordForgotten() throws Exception {
    ImageEvent event = event().setUri("https://me:secret@host/cat.png").build();
    byte[] png = png(9);
    TokenizeStage stage =
        stage(
            payload -> event,
            uri -> {
              assertThat(uri).isEqualTo("https://me:secret@host/cat.png");
              return png;
            });
    ImageBatch buffer = stage.newBuffer(1);

    RecordFacts facts = stage.prepare(SOURCE, buffer, 0);

    assertThat(facts.uri()).isEqualTo("https://host/cat.png");
    assertThat(facts.contentSize()).isEqualTo(png.length);
    assertThat(buffer.pixels().get(0)).isEqualTo((byte) 9);
  }

  @Test
  void malformedPayloadIsRejectedWithItsCoordinates() {
    MalformedRecordException malformed = new MalformedRecordException(WireFault.CORRUPT, "bad");
    TokenizeStage stage =
        stage(
            payload -> {
              throw malformed;
            },
            uri -> new byte[0]);

    assertThatThrownBy(() -> stage.prepare(SOURCE, stage.newBuffer(1), 0))
        .isInstanceOfSatisfying(
            PreparationFailedException.class,
            e -> {
              assertThat(e.failure()).isSameAs(malformed);
              assertThat(e.facts().id()).isNull();
              assertThat(e.facts().origin().offset()).isEqualTo(17);
            });
  }

  @Test
  void failedFetchKeepsWhatIsKnownOfTheEvent() {
    ImageEvent event = event().setUri("https://me:secret@host/cat.png").build();
    TokenizeStage stage =
        stage(
            payload -> event,
            uri -> {
              throw new FetchException(FetchFault.NOT_FOUND, "gone");
            });

    assertThatThrownBy(() -> stage.prepare(SOURCE, stage.newBuffer(1), 0))
        .isInstanceOfSatisfying(
            PreparationFailedException.class,
            e -> {
              assertThat(e.facts().id()).isEqualTo("cat");
              assertThat(e.facts().uri()).isEqualTo("https://host/cat.png");
              assertThat(e.facts().contentSha256()).isNull();
            });
  }

  @Test
  void imageThatCannotBeDecodedKeepsItsDigest() {
    ImageEvent event = event().setContent(ByteBuffer.wrap(new byte[] {1, 2, 3})).build();
    TokenizeStage stage = stage(payload -> event, uri -> new byte[0]);

    assertThatThrownBy(() -> stage.prepare(SOURCE, stage.newBuffer(1), 0))
        .isInstanceOfSatisfying(
            PreparationFailedException.class,
            e -> {
              assertThat(e.failure()).isInstanceOf(ImageRejectedException.class);
              assertThat(e.facts().contentSize()).isEqualTo(3);
              assertThat(e.facts().contentSha256())
                  .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
            });
  }

  @Test
  void registryThatCannotBeAskedFailsTheJobAndNamesTheRecord() {
    TokenizeStage stage =
        stage(
            payload -> {
              throw new RegistryException(RegistryFault.UNREACHABLE, "registry down");
            },
            uri -> new byte[0]);

    assertThatThrownBy(() -> stage.prepare(SOURCE, stage.newBuffer(1), 0))
        .isInstanceOf(StageFailedException.class)
        .hasMessage("[images-3@17] registry down");
  }

  @Test
  void interruptedFetchIsNoFaultOfTheRecord() {
    ImageEvent event = event().setUri("https://host/cat.png").build();
    TokenizeStage stage =
        stage(
            payload -> event,
            uri -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> stage.prepare(SOURCE, stage.newBuffer(1), 0))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void runTakesExactlyTheSlotsOfItsRange() throws Exception {
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10, 11, 12, 13);

    List<EncodedImage> images = stage.run(buffer, 1, 2);

    assertThat(images).extracting(image -> image.codes()[0]).containsExactly(11, 12);
  }

  @Test
  void moveCopiesOneSlotOverAnother() throws Exception {
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10, 11, 12);

    stage.move(buffer, 2, 0);

    assertThat(stage.run(buffer, 0, 3))
        .extracting(image -> image.codes()[0])
        .containsExactly(12, 11, 12);
  }

  @Test
  void imageIsAtFaultOnlyIfABlankOneStillWorks() {
    encoder.poison = 11;
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10, 11);

    assertThatThrownBy(() -> stage.run(buffer, 0, 2)).isInstanceOf(InferenceException.class);
    assertThat(encoder.calls).as("a batch is split before anyone is blamed").containsExactly(2);
    assertThatThrownBy(() -> stage.run(buffer, 1, 1)).isInstanceOf(InferenceException.class);
    assertThat(encoder.calls)
        .as("the batch, then the image, a blank one, the image again, a blank one again")
        .containsExactly(2, 1, 1, 1, 1);
  }

  @Test
  void aGoodImageSurvivesADeviceThatFailsOnce() throws Exception {
    encoder.failingCalls = Set.of(1);
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10);

    List<EncodedImage> images = stage.run(buffer, 0, 1);

    assertThat(images).extracting(image -> image.codes()[0]).containsExactly(10);
    assertThat(encoder.calls).as("the image, a blank one, the image again").hasSize(3);
  }

  @Test
  void deviceThatBreaksAtTheSecondTryFailsTheJob() {
    encoder.failingCalls = Set.of(1, 3, 4);
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10);

    assertThatThrownBy(() -> stage.run(buffer, 0, 1))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("the device takes no input any more: CUDA error 700");
  }

  @Test
  void deviceThatEncodesNothingAnyMoreFailsTheJob() {
    encoder.broken = true;
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10);

    assertThatThrownBy(() -> stage.run(buffer, 0, 1))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("the device takes no input any more: CUDA error 700");
  }

  @Test
  void onlyImagesWithACaptionGetOneEmbedded() throws Exception {
    ImageEvent with = event().setContent(ByteBuffer.wrap(png(1))).setCaption("abc").build();
    ImageEvent blank = event().setContent(ByteBuffer.wrap(png(2))).setCaption(" ").build();
    ImageEvent without = event().setContent(ByteBuffer.wrap(png(3))).build();
    List<ImageEvent> events = List.of(with, blank, without, with);
    TokenizeStage stage =
        new TokenizeStage(
            payload -> events.get(payload[0]),
            uri -> new byte[0],
            new ImagePreprocessor(PreprocessOptions.forSize(FakeEncoder.SIZE)),
            new DecodingMemory(MemoryBudget.ofProcess()),
            encoder,
            false,
            Optional.of(new LengthTower()),
            Optional.empty());
    ImageBatch batch = stage.newBuffer(4);
    for (byte slot = 0; slot < 4; slot++) {
      stage.prepare(new SourceRecord("images", 0, slot, 0, null, new byte[] {slot}), batch, slot);
    }

    List<EncodedImage> images = stage.run(batch, 1, 3);

    assertThat(images)
        .extracting(EncodedImage::caption)
        .startsWith(Optional.empty(), Optional.empty());
    assertThat(images.get(2).caption().orElseThrow().text()).isEqualTo("abc");
    assertThat(images.get(2).caption().orElseThrow().embedding()).containsExactly(3f);
    assertThat(images.get(2).codes()).containsExactly(1);
    stage.move(batch, 2, 3);
    assertThat(stage.run(batch, 3, 1).get(0).caption()).isEmpty();
    stage.prepare(new SourceRecord("images", 0, 9, 0, null, new byte[] {2}), batch, 0);
    assertThat(stage.run(batch, 0, 1).get(0).caption())
        .as("a slot forgets the caption of an earlier batch")
        .isEmpty();
  }

  /** An embedding is the length of its text. */
  private static final class LengthTower implements TextEncoder {
    @Override
    public int[] tokenize(String text) {
      return new int[] {text.length()};
    }

    @Override
    public float[][] embed(int[][] texts) {
      float[][] embeddings = new float[texts.length][1];
      for (int i = 0; i < texts.length; i++) {
        embeddings[i][0] = texts[i][0];
      }
      return embeddings;
    }
  }

  @Test
  void closedStageDoesNotTouchTheDeviceThatOthersShare() {
    TokenizeStage stage = stage(payload -> event().build(), uri -> new byte[0]);
    ImageBatch buffer = filled(stage, 10);
    stage.terminate();

    assertThatThrownBy(() -> stage.run(buffer, 0, 1)).isInstanceOf(StageFailedException.class);
    assertThat(encoder.calls).isEmpty();
    assertThat(encoder.broken).isFalse();
  }

  private TokenizeStage stage(RecordDeserializer<ImageEvent> deserializer, ContentFetcher fetcher) {
    return new TokenizeStage(
        deserializer,
        fetcher,
        new ImagePreprocessor(PreprocessOptions.forSize(FakeEncoder.SIZE)),
        new DecodingMemory(MemoryBudget.ofProcess()),
        encoder,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static ImageBatch filled(TokenizeStage stage, int... values) {
    ImageBatch buffer = stage.newBuffer(values.length);
    for (int slot = 0; slot < values.length; slot++) {
      buffer.pixels().put(slot * 12, (byte) values[slot]);
    }
    return buffer;
  }

  private static ImageEvent.Builder event() {
    return ImageEvent.newBuilder().setImageId("cat").setAttributes(Map.of());
  }

  private static byte[] png(int gray) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 4; i++) {
      image.setRGB(i % 2, i / 2, gray * 0x010101);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
