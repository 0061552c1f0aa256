// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.quality;

/** How far two encoders of one model agree, over many images. */
public final class Agreement {
  private final int bits;
  private long codes;
  private long equalCodes;
  private long differingBits;
  private long images;
  private double cosines;
  private double leastCosine = 1;

  /**
   * An empty tally.
   *
   * @param bits of one code
   */
  public Agreement(int bits) {
    this.bits = bits;
  }

  /**
   * Adds an image.
   *
   * @param expectedCodes of the one encoder
   * @param actualCodes of the other, as many
   * @param expectedEmbedding unit length
   * @param actualEmbedding unit length, as long
   */
  public void add(
      int[] expectedCodes, int[] actualCodes, float[] expectedEmbedding, float[] actualEmbedding) {
    if (expectedCodes.length != actualCodes.length
        || expectedEmbedding.length != actualEmbedding.length) {
      throw new IllegalArgumentException("results of different sizes do not compare");
    }
    for (int i = 0; i < expectedCodes.length; i++) {
      int difference = expectedCodes[i] ^ actualCodes[i];
      differingBits += Integer.bitCount(difference);
      equalCodes += difference == 0 ? 1 : 0;
    }
    codes += expectedCodes.length;
    double cosine = 0;
    for (int i = 0; i < expectedEmbedding.length; i++) {
      cosine += (double) expectedEmbedding[i] * actualEmbedding[i];
    }
    images++;
    cosines += cosine;
    leastCosine = Math.min(leastCosine, cosine);
  }

  /** Share of equal bits, 0 to 1. */
  public double equalBits() {
    return 1 - (double) differingBits / (codes * bits);
  }

  /** Share of equal codes, 0 to 1. */
  public double equalCodes() {
    return (double) equalCodes / codes;
  }

  /** Mean cosine of the embeddings. */
  public double meanCosine() {
    return cosines / images;
  }

  /** Least cosine of the embeddings of one image. */
  public double leastCosine() {
    return leastCosine;
  }
}
