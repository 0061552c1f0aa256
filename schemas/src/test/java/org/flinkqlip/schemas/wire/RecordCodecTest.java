// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.generic.PrimitivesArrays;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.PrimitiveLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the records of all values in {@link RoundTripPropertiesTest} do not show. */
class RecordCodecTest {

  @ParameterizedTest
  @EnumSource
  void decodedArraysHoldPrimitives(WireKind kind) throws Exception {
    WireFormat format = TestFormats.open(kind);
    byte[] codes = TestFormats.encode(format, Samples.imageCodes());
    byte[] embedding = TestFormats.encode(format, Samples.imageEmbedding());

    assertThat(format.deserializer(ImageCodes.class).deserialize(codes).getCodes())
        .isInstanceOf(PrimitivesArrays.IntArray.class);
    assertThat(format.deserializer(ImageEmbedding.class).deserialize(embedding).getEmbedding())
        .isInstanceOf(PrimitivesArrays.FloatArray.class);
  }

  @Test
  void noItemIsBoxedOnTheWay() throws Exception {
    int items = 100_000;
    ImageCodes codes = Samples.imageCodes();
    codes.setCodes(PrimitiveLists.ofInts(IntStream.range(1000, 1000 + items).toArray()));
    ImageEmbedding embedding = Samples.imageEmbedding();
    embedding.setEmbedding(PrimitiveLists.ofFloats(new float[items]));
    // A box takes 16 bytes; without, an item takes at most 4 in each of buffer, copy and list.
    long boxes = 16L * items;

    assertThat(allocatedToEncode(codes, ImageCodes.class)).isLessThan(boxes);
    assertThat(allocatedToDecode(codes, ImageCodes.class)).isLessThan(boxes / 2);
    assertThat(allocatedToEncode(embedding, ImageEmbedding.class)).isLessThan(boxes);
    assertThat(allocatedToDecode(embedding, ImageEmbedding.class)).isLessThan(boxes / 2);
  }

  @Test
  void encodingARecordTakesItsBytesTwiceAndLittleElse() throws Exception {
    ImageCodes codes = Samples.imageCodes();
    codes.setCodes(PrimitiveLists.ofInts(new Random(1).ints(256, 0, 1 << 28).toArray()));
    long size = TestFormats.encode(TestFormats.open(WireKind.SINGLE_OBJECT), codes).length;

    assertThat(allocatedToEncode(codes, ImageCodes.class)).isLessThan(2 * size + 1500);
  }

  @ParameterizedTest
  @EnumSource
  void boxedListsGiveTheSameBytes(WireKind kind) {
    WireFormat format = TestFormats.open(kind);
    ImageCodes codes = Samples.imageCodes();
    ImageEmbedding embedding = Samples.imageEmbedding();
    byte[] primitiveCodes = TestFormats.encode(format, codes);
    byte[] primitiveEmbedding = TestFormats.encode(format, embedding);

    codes.setCodes(new ArrayList<>(codes.getCodes()));
    embedding.setEmbedding(new ArrayList<>(embedding.getEmbedding()));

    assertThat(TestFormats.encode(format, codes)).isEqualTo(primitiveCodes);
    assertThat(TestFormats.encode(format, embedding)).isEqualTo(primitiveEmbedding);
  }

  @Test
  void contentSharesNoMemoryWithThePayload() throws Exception {
    WireFormat format = TestFormats.open(WireKind.SINGLE_OBJECT);
    byte[] payload = TestFormats.encode(format, Samples.imageEvent());

    ByteBuffer content = format.deserializer(ImageEvent.class).deserialize(payload).getContent();
    Arrays.fill(payload, (byte) 0);

    assertThat(content).isEqualTo(Samples.imageEvent().getContent());
  }

  @Test
  void encodingLeavesTheContentReadable() {
    WireFormat format = TestFormats.open(WireKind.SINGLE_OBJECT);
    ImageEvent event = Samples.imageEvent();

    byte[] first = TestFormats.encode(format, event);

    assertThat(TestFormats.encode(format, event)).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource
  void oneDecoderAndOneEncoderServeManyThreads(WireKind kind) throws Exception {
    WireFormat format = TestFormats.open(kind);
    RecordSerializer<ImageCodes> serializer = format.serializer(ImageCodes.class, "image-codes");
    RecordDeserializer<ImageCodes> deserializer = format.deserializer(ImageCodes.class);
    Callable<Void> work =
        () -> {
          for (int i = 0; i < 300; i++) {
            ImageCodes codes = Samples.imageCodes();
            codes.setImageId(Thread.currentThread().getName() + i);
            codes.setCodes(PrimitiveLists.ofInts(new int[i]));
            assertThat(deserializer.deserialize(serializer.serialize(codes))).isEqualTo(codes);
          }
          return null;
        };

    ExecutorService pool = Executors.newFixedThreadPool(6);
    try {
      for (Future<Void> done : pool.invokeAll(List.of(work, work, work, work, work, work))) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aMissingRequiredFieldIsNamed() {
    ImageCodes codes = Samples.imageCodes();
    codes.setImageId(null);

    assertThatThrownBy(() -> TestFormats.encode(TestFormats.open(WireKind.SINGLE_OBJECT), codes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[ImageCodes]")
        .hasMessageContaining("imageId");
  }

  /** For the second record, when the serializer knows the usual size. */
  private static <T extends SpecificRecord> long allocatedToEncode(T record, Class<T> type)
      throws Exception {
    RecordSerializer<T> serializer =
        TestFormats.open(WireKind.SINGLE_OBJECT).serializer(type, "topic");
    serializer.serialize(record);
    long before = Allocation.ofThisThread();
    serializer.serialize(record);
    return Allocation.ofThisThread() - before;
  }

  private static <T extends SpecificRecord> long allocatedToDecode(T record, Class<T> type)
      throws Exception {
    WireFormat format = TestFormats.open(WireKind.SINGLE_OBJECT);
    byte[] payload = format.serializer(type, "topic").serialize(record);
    RecordDeserializer<T> deserializer = format.deserializer(type);
    deserializer.deserialize(payload);
    long before = Allocation.ofThisThread();
    deserializer.deserialize(payload);
    return Allocation.ofThisThread() - before;
  }
}
