// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** Packed samples of 1 to 32 bits, most significant bit first, to ints. */
public final class SampleUnpacker {

  private SampleUnpacker() {}

  /** Bytes of {@code samples} samples of {@code bits} bits. */
  public static long bytes(long samples, int bits) {
    return (samples * bits + 7) / 8;
  }

  /**
   * Unpacks {@code count} samples.
   *
   * @param bits 1, 2, 4, 8, 12, 16 or 32; those of 16 and 32 are big-endian
   */
  public static void unpack(byte[] in, int offset, int bits, int[] out, int count) {
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < count; i++) {
          out[i] = in[offset + i] & 0xff;
        }
      }
      case 16 -> {
        for (int i = 0; i < count; i++) {
          out[i] = ((in[offset + 2 * i] & 0xff) << 8) | (in[offset + 2 * i + 1] & 0xff);
        }
      }
      case 12 -> {
        for (int i = 0; i < count; i++) {
          int at = offset + 3 * i / 2;
          int pair = (in[at] & 0xff) << 8 | (in[at + 1] & 0xff);
          out[i] = i % 2 == 0 ? pair >> 4 : pair & 0xfff;
        }
      }
      case 32 -> {
        for (int i = 0; i < count; i++) {
          int at = offset + 4 * i;
          out[i] =
              (in[at] & 0xff) << 24
                  | (in[at + 1] & 0xff) << 16
                  | (in[at + 2] & 0xff) << 8
                  | (in[at + 3] & 0xff);
        }
      }
      case 1, 2, 4 -> {
        int perByte = 8 / bits;
        int mask = (1 << bits) - 1;
        for (int i = 0; i < count; i++) {
          int shift = 8 - bits * (i % perByte + 1);
          out[i] = (in[offset + i / perByte] >> shift) & mask;
        }
      }
      default -> throw new IllegalArgumentException(bits + " bits a sample");
    }
  }
}
