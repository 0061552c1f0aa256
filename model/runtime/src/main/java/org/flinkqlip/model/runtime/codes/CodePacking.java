package org.flinkqlip.model.runtime.codes;

/**
 * Codes as a dense string of bits: each code most significant bit first, one after the other, bytes
 * filled from their most significant bit, zeros at the end. 256 codes of 28 bits take 896 bytes.
 */
public final class CodePacking {
  private CodePacking() {}

  /** Bytes that {@code count} codes take. */
  public static int packedSize(int count, int bits) {
    return Math.toIntExact(((long) count * bits + 7) / 8);
  }

  /**
   * Packs codes of {@code bits} bits.
   *
   * @throws IllegalArgumentException if a code has more bits
   */
  public static byte[] pack(int[] codes, int bits) {
    checkBits(bits);
    byte[] packed = new byte[packedSize(codes.length, bits)];
    long pending = 0;
    int pendingBits = 0;
    int position = 0;
    for (int code : codes) {
      if (code < 0 || code >>> bits != 0) {
        throw new IllegalArgumentException("code %d has more than %d bits".formatted(code, bits));
      }
      pending = pending << bits | code;
      pendingBits += bits;
      while (pendingBits >= 8) {
        pendingBits -= 8;
        packed[position++] = (byte) (pending >>> pendingBits);
      }
    }
    if (pendingBits > 0) {
      packed[position] = (byte) (pending << 8 - pendingBits);
    }
    return packed;
  }

  /**
   * The inverse of {@link #pack}.
   *
   * @throws IllegalArgumentException if {@code packed} is not what {@code count} codes pack to
   */
  public static int[] unpack(byte[] packed, int count, int bits) {
    checkBits(bits);
    if (count < 0 || packed.length != packedSize(count, bits)) {
      throw new IllegalArgumentException(
          "%d codes of %d bits do not take %d bytes".formatted(count, bits, packed.length));
    }
    int[] codes = new int[count];
    long pending = 0;
    int pendingBits = 0;
    int position = 0;
    for (int i = 0; i < count; i++) {
      while (pendingBits < bits) {
        pending = pending << 8 | packed[position++] & 0xff;
        pendingBits += 8;
      }
      pendingBits -= bits;
      codes[i] = (int) (pending >>> pendingBits) & (1 << bits) - 1;
    }
    if ((pending & (1L << pendingBits) - 1) != 0) {
      throw new IllegalArgumentException("the bits after the last code are not zero");
    }
    return codes;
  }

  private static void checkBits(int bits) {
    if (bits < 1 || bits > CodeLayout.MAX_BITS) {
      throw new IllegalArgumentException(
          "a code has 1 to %d bits: %d".formatted(CodeLayout.MAX_BITS, bits));
    }
  }
}
