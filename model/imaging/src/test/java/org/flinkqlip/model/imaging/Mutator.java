// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Breaks files, the same way for the same random numbers: bytes, integers that may be sizes or
 * offsets, whole stretches, the length. Mutants of PNGs mostly get their checksums mended, since
 * nothing behind a broken one would ever be tried.
 */
final class Mutator {
  private static final String PNG = "\u0089PNG";
  private static final int[] INTERESTING = {
    0,
    1,
    2,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0xffffff,
    0x7fffffff,
    0x80000000,
    0xfffffffe,
    0xffffffff
  };

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /** A broken copy of {@code seed}; {@code other} may lend some of its bytes. */
  byte[] mutate(byte[] seed, byte[] other) {
    byte[] mutant = seed.clone();
    int changes = 1 << random.nextInt(5);
    for (int i = 0; i < changes && mutant.length > 8; i++) {
      mutant = change(mutant, other);
    }
    if (startsAsPng(mutant) && random.nextInt(8) > 0) {
      mendChecksums(mutant);
    }
    return mutant;
  }

  private byte[] change(byte[] bytes, byte[] other) {
    int at = position(bytes.length);
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 3, 4 -> bytes[at] = (byte) random.nextInt(256);
      case 5, 6, 7 -> putInteger(bytes, at);
      case 8 -> {
        int count = 1 + random.nextInt(Math.min(64, bytes.length - at));
        Arrays.fill(bytes, at, at + count, (byte) (random.nextBoolean() ? 0 : 0xff));
      }
      case 9 -> {
        return splice(bytes, at, other);
      }
      case 10 -> {
        return remove(bytes, at);
      }
      default -> {
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : repeat(bytes, at);
      }
    }
    return bytes;
  }

  /** Mostly near the start, where headers are. */
  private int position(int length) {
    return random.nextInt(random.nextInt(3) > 0 ? Math.min(length, 160) : length);
  }

  private void putInteger(byte[] bytes, int at) {
    int value = INTERESTING[random.nextInt(INTERESTING.length)];
    int size = Math.min(random.nextBoolean() ? 2 : 4, bytes.length - at);
    boolean little = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      bytes[at + i] = (byte) (value >>> (8 * (little ? i : size - 1 - i)));
    }
  }

  private byte[] splice(byte[] bytes, int at, byte[] other) {
    if (other.length < 2) {
      return bytes;
    }
    int from = position(other.length);
    int count = Math.min(1 + random.nextInt(64), other.length - from);
    System.arraycopy(other, from, bytes, at, Math.min(count, bytes.length - at));
    return bytes;
  }

  private byte[] remove(byte[] bytes, int at) {
    int count = Math.min(1 + random.nextInt(32), bytes.length - at);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - count);
    System.arraycopy(bytes, at + count, shorter, at, shorter.length - at);
    return shorter;
  }

  private byte[] repeat(byte[] bytes, int at) {
    int count = Math.min(1 + random.nextInt(64), bytes.length - at);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
    System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
    return longer;
  }

  private static boolean startsAsPng(byte[] bytes) {
    for (int i = 0; i < PNG.length(); i++) {
      if (bytes.length <= i || bytes[i] != (byte) PNG.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Makes the checksum of every chunk that lies within the file right. */
  static void mendChecksums(byte[] png) {
    long at = 8;
    while (at + 12 <= png.length) {
      long length = readInt(png, (int) at) & 0xffffffffL;
      if (at + 12 + length > png.length) {
        return;
      }
      CRC32 crc = new CRC32();
      crc.update(png, (int) at + 4, (int) length + 4);
      for (int i = 0; i < 4; i++) {
        png[(int) (at + 8 + length) + i] = (byte) (crc.getValue() >>> (24 - 8 * i));
      }
      at += 12 + length;
    }
  }

  private static int readInt(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }
}
