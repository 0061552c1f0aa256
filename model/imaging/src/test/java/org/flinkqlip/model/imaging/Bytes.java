// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/** Files by the byte. */
final class Bytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Bytes text(String latin1) {
    return raw(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  Bytes raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Bytes u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  Bytes u16le(int... values) {
    for (int value : values) {
      u8(value, value >> 8);
    }
    return this;
  }

  Bytes u16be(int... values) {
    for (int value : values) {
      u8(value >> 8, value);
    }
    return this;
  }

  Bytes u32le(long... values) {
    for (long value : values) {
      u16le((int) value, (int) (value >> 16));
    }
    return this;
  }

  Bytes u32be(long... values) {
    for (long value : values) {
      u16be((int) (value >> 16), (int) value);
    }
    return this;
  }

  /** {@code unit}, {@code count} times over. */
  Bytes repeat(int count, byte[] unit) {
    for (int i = 0; i < count; i++) {
      out.writeBytes(unit);
    }
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] done() {
    return out.toByteArray();
  }

  /** {@code count} zeros, deflated: about a thousandth of them. */
  static byte[] deflatedZeros(long count) {
    Deflater deflater = new Deflater(9);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 16];
    byte[] buffer = new byte[1 << 16];
    long left = count;
    while (!deflater.finished()) {
      if (deflater.needsInput() && left > 0) {
        int length = (int) Math.min(left, zeros.length);
        deflater.setInput(zeros, 0, length);
        left -= length;
      }
      if (left == 0) {
        deflater.finish();
      }
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
