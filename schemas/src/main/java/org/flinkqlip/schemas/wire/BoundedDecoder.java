// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding read from one array, trusting no length in it.
 *
 * <p>Avro's own decoder allocates what a length claims before it looks whether the bytes are there,
 * within limits that only system properties set. Here every length is held against the bytes that
 * are left, and the items of all arrays and maps together against the payload's length, so that
 * neither memory nor time can exceed a small multiple of it. (An item takes at least a byte in
 * every type but null, a record of nulls and an empty fixed; arrays of those beyond that number are
 * refused.)
 *
 * <p>Stricter than Avro's where it guesses: a boolean is 0 or 1, a number has no surplus bits, and
 * a string is valid UTF-8, since two damaged ids must not become one.
 *
 * <p>Throws {@link EOFException} where the payload is too short for what it claims and {@link
 * AvroRuntimeException} where it is wrong.
 */
final class BoundedDecoder extends Decoder {

  private final byte[] buffer;
  private int position;
  private int itemsLeft;

  BoundedDecoder(byte[] buffer, int offset) {
    this.buffer = buffer;
    this.position = offset;
    this.itemsLeft = buffer.length - offset;
  }

  int remaining() {
    return buffer.length - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws EOFException {
    byte value = next();
    if (value != 0 && value != 1) {
      throw corrupt("a boolean is %d".formatted(value));
    }
    return value == 1;
  }

  @Override
  public int readInt() throws EOFException {
    int b = next();
    int value = b & 0x7f;
    for (int shift = 7; b < 0; shift += 7) {
      b = next();
      if (shift == 28 && (b & 0xf0) != 0) {
        throw corrupt("an int has more than 32 bits");
      }
      value |= (b & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  @Override
  public long readLong() throws EOFException {
    int b = next();
    long value = b & 0x7f;
    for (int shift = 7; b < 0; shift += 7) {
      b = next();
      if (shift == 63 && (b & 0xfe) != 0) {
        throw corrupt("a long has more than 64 bits");
      }
      value |= (long) (b & 0x7f) << shift;
    }
    return (value >>> 1) ^ -(value & 1);
  }

  @Override
  public float readFloat() throws EOFException {
    int at = take(Float.BYTES);
    return Float.intBitsToFloat(littleEndian(at));
  }

  @Override
  public double readDouble() throws EOFException {
    int at = take(Double.BYTES);
    return Double.longBitsToDouble(
        (littleEndian(at) & 0xffffffffL) | ((long) littleEndian(at + 4) << 32));
  }

  @Override
  public Utf8 readString(Utf8 old) throws EOFException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws EOFException {
    int length = length();
    int at = take(length);
    String value = new String(buffer, at, length, StandardCharsets.UTF_8);
    if (value.indexOf('\uFFFD') >= 0) {
      requireUtf8(at, length);
    }
    return value;
  }

  @Override
  public void skipString() throws EOFException {
    take(length());
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws EOFException {
    int length = length();
    int at = take(length);
    return ByteBuffer.wrap(Arrays.copyOfRange(buffer, at, at + length));
  }

  @Override
  public void skipBytes() throws EOFException {
    take(length());
  }

  @Override
  public void readFixed(byte[] bytes, int start, int length) throws EOFException {
    System.arraycopy(buffer, take(length), bytes, start, length);
  }

  @Override
  public void skipFixed(int length) throws EOFException {
    take(length);
  }

  @Override
  public int readEnum() throws EOFException {
    return readInt();
  }

  @Override
  public int readIndex() throws EOFException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws EOFException {
    return itemCount();
  }

  @Override
  public long arrayNext() throws EOFException {
    return itemCount();
  }

  @Override
  public long skipArray() throws EOFException {
    return skipSizedBlocks();
  }

  @Override
  public long readMapStart() throws EOFException {
    return itemCount();
  }

  @Override
  public long mapNext() throws EOFException {
    return itemCount();
  }

  @Override
  public long skipMap() throws EOFException {
    return skipSizedBlocks();
  }

  /** A block's count; a negative one is followed by the block's size in bytes. */
  private long itemCount() throws EOFException {
    long count = readLong();
    if (count < 0) {
      requireLeft(readLong());
      count = -count;
    }
    return claimItems(count);
  }

  private long skipSizedBlocks() throws EOFException {
    long count = readLong();
    while (count < 0) {
      take(requireLeft(readLong()));
      count = readLong();
    }
    return claimItems(count);
  }

  private long claimItems(long count) throws EOFException {
    if (count < 0) {
      throw corrupt("a block's item count is " + count);
    }
    if (count > remaining() || count > itemsLeft) {
      throw new EOFException(
          "%d items are claimed with %d bytes left".formatted(count, remaining()));
    }
    itemsLeft -= (int) count;
    return count;
  }

  private int length() throws EOFException {
    return requireLeft(readLong());
  }

  private int requireLeft(long length) throws EOFException {
    if (length < 0) {
      throw corrupt("a length is " + length);
    }
    if (length > remaining()) {
      throw new EOFException(
          "a length of %d bytes is claimed with %d bytes left".formatted(length, remaining()));
    }
    return (int) length;
  }

  private byte next() throws EOFException {
    if (position == buffer.length) {
      throw new EOFException("a value is missing at the end");
    }
    return buffer[position++];
  }

  /** Passes over {@code length} bytes and returns where they start. */
  private int take(int length) throws EOFException {
    if (length > remaining()) {
      throw new EOFException("%d bytes are needed, %d are left".formatted(length, remaining()));
    }
    int at = position;
    position += length;
    return at;
  }

  private int littleEndian(int at) {
    return (buffer[at] & 0xff)
        | (buffer[at + 1] & 0xff) << 8
        | (buffer[at + 2] & 0xff) << 16
        | (buffer[at + 3] & 0xff) << 24;
  }

  private void requireUtf8(int at, int length) {
    try {
      CharBuffer unused =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, at, length));
    } catch (CharacterCodingException e) {
      throw new AvroRuntimeException("a string of %d bytes is not UTF-8".formatted(length), e);
    }
  }

  private static AvroRuntimeException corrupt(String what) {
    return new AvroRuntimeException(what);
  }
}
