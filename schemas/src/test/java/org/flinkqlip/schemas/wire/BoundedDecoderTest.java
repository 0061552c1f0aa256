// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

class BoundedDecoderTest {

  @Property(tries = 500)
  void readsWhatAvroWrites(
      @ForAll boolean flag,
      @ForAll int small,
      @ForAll long large,
      @ForAll float single,
      @ForAll double twice,
      @ForAll byte[] bytes)
      throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    BinaryEncoder out = EncoderFactory.get().binaryEncoder(written, null);
    out.writeBoolean(flag);
    out.writeInt(small);
    out.writeLong(large);
    out.writeFloat(single);
    out.writeDouble(twice);
    out.writeBytes(bytes);
    out.writeFixed(bytes);
    out.flush();

    BoundedDecoder in = new BoundedDecoder(written.toByteArray(), 0);

    assertThat(in.readBoolean()).isEqualTo(flag);
    assertThat(in.readInt()).isEqualTo(small);
    assertThat(in.readLong()).isEqualTo(large);
    assertThat(in.readFloat()).isEqualTo(single);
    assertThat(in.readDouble()).isEqualTo(twice);
    assertThat(in.readBytes(null)).isEqualTo(ByteBuffer.wrap(bytes));
    in.skipFixed(bytes.length);
    assertThat(in.remaining()).isZero();
  }

  @Example
  void aNumberWithSurplusBitsIsCorrupt() {
    assertThatThrownBy(() -> decoder("ffffffff1f").readInt())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("32 bits");
    assertThatThrownBy(() -> decoder("ffffffffffffffffff02").readLong())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("64 bits");
    assertThatThrownBy(() -> decoder("ffffffffffffffffffffff01").readLong())
        .isInstanceOf(AvroRuntimeException.class);
  }

  @Example
  void aBooleanBeyondOneIsCorrupt() {
    assertThatThrownBy(() -> decoder("02").readBoolean()).isInstanceOf(AvroRuntimeException.class);
  }

  @Example
  void aStringThatIsNotUtf8IsCorrupt() {
    assertThatThrownBy(() -> decoder("04c328").readString())
        .isInstanceOf(AvroRuntimeException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Example
  void aWrittenReplacementCharacterIsNoFault() throws IOException {
    assertThat(decoder("06efbfbd").readString()).isEqualTo("\uFFFD");
  }

  @Example
  void negativeLengthsAndCountsAreCorrupt() {
    assertThatThrownBy(() -> decoder("01").readBytes(null))
        .isInstanceOf(AvroRuntimeException.class);
    // Long.MIN_VALUE items in a block of 0 bytes: the count has no positive counterpart.
    assertThatThrownBy(() -> decoder("ffffffffffffffffff0100").readArrayStart())
        .isInstanceOf(AvroRuntimeException.class);
  }

  @Example
  void blocksThatTellTheirSizeAreReadAndSkipped() throws IOException {
    // Two items in a block of 2 bytes, then the end.
    BoundedDecoder in = decoder("0304020400");
    assertThat(in.readArrayStart()).isEqualTo(2);
    assertThat(in.readInt()).isEqualTo(1);
    assertThat(in.readInt()).isEqualTo(2);
    assertThat(in.arrayNext()).isZero();
    assertThat(in.remaining()).isZero();

    BoundedDecoder skipping = decoder("0304020400");
    assertThat(skipping.skipArray()).isZero();
    assertThat(skipping.remaining()).isZero();
  }

  @Example
  void itemsOfAllBlocksTogetherAreBoundedByTheBytes() throws IOException {
    // Items of no bytes: each block alone stays below the bound, together they do not.
    BoundedDecoder in = decoder("0606060600");
    assertThat(in.readArrayStart()).isEqualTo(3);

    assertThatThrownBy(in::arrayNext).isInstanceOf(EOFException.class);
  }

  private static BoundedDecoder decoder(String hex) {
    return new BoundedDecoder(HexFormat.of().parseHex(hex), 0);
  }
}
