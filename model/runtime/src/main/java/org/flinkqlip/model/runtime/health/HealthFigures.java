// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import java.util.Arrays;

/**
 * How the results of many images look together. NaN stands for what was not measured.
 *
 * @param images that were counted
 * @param ones share of ones of each bit, the bit of latent dimension 0 first
 * @param distinctCodes different codes, about
 * @param codes that were counted
 * @param meanEmbedding mean of the unit-length embeddings
 * @param embeddingLength mean length of the embeddings before they were normalised
 * @param unstableBits share of the bits that another precision may flip
 * @param psnr mean PSNR in dB of the images that were reconstructed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HealthFigures(
    long images,
    double[] ones,
    double distinctCodes,
    long codes,
    double[] meanEmbedding,
    double embeddingLength,
    double unstableBits,
    double psnr) {

  /** Least share of ones of a bit. */
  public double leastOnes() {
    return Arrays.stream(ones).min().orElseThrow();
  }

  /** Mean share of ones of the bits. */
  public double meanOnes() {
    return Arrays.stream(ones).average().orElseThrow();
  }

  /** Greatest share of ones of a bit. */
  public double greatestOnes() {
    return Arrays.stream(ones).max().orElseThrow();
  }

  /** Entropy of the bit of a latent dimension, in bits: 1 where ones and zeros are as frequent. */
  public double entropy(int dimension) {
    return entropyOf(ones[dimension]);
  }

  /** Least entropy of a bit. */
  public double leastEntropy() {
    return Arrays.stream(ones).map(HealthFigures::entropyOf).min().orElseThrow();
  }

  /** Mean entropy of the bits. */
  public double meanEntropy() {
    return Arrays.stream(ones).map(HealthFigures::entropyOf).average().orElseThrow();
  }

  /** Different codes for each code that was counted, 0 to 1. */
  public double distinctShare() {
    return distinctCodes / codes;
  }

  /** 0 where all embeddings are equal, 1 where they cancel out: 1 - |mean|^2. */
  public double embeddingSpread() {
    double squares = 0;
    for (double value : meanEmbedding) {
      squares += value * value;
    }
    return Math.max(0, 1 - squares);
  }

  private static double entropyOf(double share) {
    return plogp(share) + plogp(1 - share);
  }

  private static double plogp(double share) {
    return share == 0 ? 0 : -share * Math.log(share) / Math.log(2);
  }
}
