package org.flinkqlip.model.checkpoint;

/**
 * Binary spherical quantization: the code of a latent is the signs of its dimensions.
 *
 * @param bits latent dimensions, one bit each
 * @param groupSize bits of one group; groups tile the bits
 * @param unitLength whether quantized latents are scaled to length 1, that is to +-1/sqrt(bits)
 */
public record QuantizerConfig(int bits, int groupSize, boolean unitLength) {

  /** Codes are non-negative ints. */
  public static final int MAX_BITS = 30;

  public QuantizerConfig {
    if (bits < 1 || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "a code has 1 to %d bits, not %d".formatted(MAX_BITS, bits));
    }
    if (groupSize < 1 || bits % groupSize != 0) {
      throw new IllegalArgumentException(
          "groups of %d bits do not tile %d bits".formatted(groupSize, bits));
    }
  }

  /** Groups per code. */
  public int groups() {
    return bits / groupSize;
  }
}
