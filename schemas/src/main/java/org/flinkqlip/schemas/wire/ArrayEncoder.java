// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.util.Arrays;
import org.apache.avro.io.BinaryData;
import org.apache.avro.io.BinaryEncoder;

/**
 * Avro's binary encoding straight into one array that grows as needed. Avro's own encoders go
 * through a buffer of their own, and an output stream after it.
 */
final class ArrayEncoder extends BinaryEncoder {

  /** The longest varint: 64 bits in groups of 7. */
  private static final int LONGEST_NUMBER = 10;

  /** The longest array that every JVM allocates. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] bytes;
  private int size;

  /**
   * An encoder that begins with a header.
   *
   * @param capacity bytes that fit before the array grows
   */
  ArrayEncoder(byte[] header, int capacity) {
    bytes = Arrays.copyOf(header, Math.max(header.length, capacity));
    size = header.length;
  }

  int size() {
    return size;
  }

  /** Everything that was written, the header first, as an array of its own. */
  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public void writeBoolean(boolean value) {
    reserve(1);
    size += BinaryData.encodeBoolean(value, bytes, size);
  }

  @Override
  public void writeInt(int value) {
    reserve(LONGEST_NUMBER);
    size += BinaryData.encodeInt(value, bytes, size);
  }

  @Override
  public void writeLong(long value) {
    reserve(LONGEST_NUMBER);
    size += BinaryData.encodeLong(value, bytes, size);
  }

  @Override
  public void writeFloat(float value) {
    reserve(Float.BYTES);
    size += BinaryData.encodeFloat(value, bytes, size);
  }

  @Override
  public void writeDouble(double value) {
    reserve(Double.BYTES);
    size += BinaryData.encodeDouble(value, bytes, size);
  }

  @Override
  public void writeFixed(byte[] source, int start, int length) {
    reserve(length);
    System.arraycopy(source, start, bytes, size, length);
    size += length;
  }

  @Override
  protected void writeZero() {
    reserve(1);
    bytes[size++] = 0;
  }

  @Override
  public int bytesBuffered() {
    return 0;
  }

  @Override
  public void flush() {}

  private void reserve(int count) {
    if (count > bytes.length - size) {
      int needed = Math.addExact(size, count);
      // Twice the size, or as far as arrays go.
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * size, MAX_ARRAY)));
    }
  }
}
