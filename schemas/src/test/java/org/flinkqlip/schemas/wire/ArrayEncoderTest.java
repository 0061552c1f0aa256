// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.PrimitiveLists;

/** Held against Avro's own encoder. */
class ArrayEncoderTest {
  private static final byte[] NO_HEADER = {};

  /** Writes with any encoder. */
  @FunctionalInterface
  private interface Writes {
    void to(Encoder out) throws IOException;
  }

  @Property(tries = 300)
  void numbersAndTextsAreThoseOfAvro(
      @ForAll int[] ints,
      @ForAll long[] longs,
      @ForAll float[] floats,
      @ForAll double[] doubles,
      @ForAll String text,
      @ForAll byte[] bytes,
      @ForAll boolean flag)
      throws IOException {
    assertSameAsAvro(
        out -> {
          for (int value : ints) {
            out.writeInt(value);
          }
          out.writeArrayStart();
          out.setItemCount(longs.length);
          for (long value : longs) {
            out.startItem();
            out.writeLong(value);
          }
          out.writeArrayEnd();
          for (float value : floats) {
            out.writeFloat(value);
          }
          for (double value : doubles) {
            out.writeDouble(value);
          }
          out.writeBoolean(flag);
          out.writeString(text);
          out.writeBytes(ByteBuffer.wrap(bytes));
          out.writeBytes(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
          out.writeFixed(bytes);
          out.writeIndex(1);
          out.writeEnum(2);
        });
  }

  @Example
  void headerComesFirst() throws IOException {
    ArrayEncoder out = new ArrayEncoder(new byte[] {9, 8, 7}, 0);

    out.writeInt(-1);

    assertThat(out.toByteArray()).containsExactly(9, 8, 7, 1);
    assertThat(out.size()).isEqualTo(4);
  }

  @Example
  void recordsOfPrimitiveListsAreThoseOfPlainGenericAvro() throws Exception {
    ImageCodes codes = Samples.imageCodes();
    codes.setCodes(PrimitiveLists.ofInts(IntStream.range(0, 1024).map(i -> i * 262_139).toArray()));
    ImageEmbedding embedding = Samples.imageEmbedding();
    embedding.setEmbedding(PrimitiveLists.ofFloats(1e-9f, -0f, Float.MIN_VALUE, 0.25f, -1f));
    WireFormat format = TestFormats.open(WireKind.SINGLE_OBJECT);

    assertThat(generic(TestFormats.encode(format, codes), codes.getSchema()))
        .isEqualTo(body(TestFormats.encode(format, codes)));
    assertThat(generic(TestFormats.encode(format, embedding), embedding.getSchema()))
        .isEqualTo(body(TestFormats.encode(format, embedding)));
  }

  private static void assertSameAsAvro(Writes writes) throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    BinaryEncoder avro = EncoderFactory.get().binaryEncoder(expected, null);
    writes.to(avro);
    avro.flush();
    ArrayEncoder ours = new ArrayEncoder(NO_HEADER, 1);
    writes.to(ours);

    assertThat(ours.toByteArray()).isEqualTo(expected.toByteArray());
  }

  /** The record read and written again as Avro does for everybody, with boxed items. */
  private static byte[] generic(byte[] payload, Schema schema) throws IOException {
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(body(payload), null));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] body(byte[] payload) {
    return Arrays.copyOfRange(payload, WireKind.SINGLE_OBJECT.headerLength(), payload.length);
  }
}
