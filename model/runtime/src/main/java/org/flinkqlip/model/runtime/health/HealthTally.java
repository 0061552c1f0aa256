// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import java.util.Arrays;

/**
 * Sums over the images of one model, from which {@link HealthFigures} follow. Tallies of parts add
 * up to the tally of the whole. Not thread-safe.
 */
public final class HealthTally {
  /** What an image without any error counts as, so that a mean stays finite. */
  private static final double MAX_PSNR = 100;

  private final int bits;
  private final BitCounts ones = new BitCounts();
  private final DistinctCodes distinct = new DistinctCodes();
  private final double[] embeddings;
  private long images;
  private long codes;
  private long latentImages;
  private double lengths;
  private double unstableBits;
  private long reconstructions;
  private double psnr;

  /**
   * An empty tally.
   *
   * @param bits of one code, at most 32
   * @param embeddingSize dimensions of an embedding
   */
  public HealthTally(int bits, int embeddingSize) {
    if (bits < 1 || bits > Integer.SIZE || embeddingSize < 1) {
      throw new IllegalArgumentException(
          "no codes of %d bits and embeddings of %d".formatted(bits, embeddingSize));
    }
    this.bits = bits;
    this.embeddings = new double[embeddingSize];
  }

  /**
   * Adds the results of an image.
   *
   * @param imageCodes its codes
   * @param embedding its unit-length embedding
   */
  public void add(int[] imageCodes, float[] embedding) {
    if (embedding.length != embeddings.length) {
      throw new IllegalArgumentException(
          "an embedding of %d dimensions, not of %d"
              .formatted(embedding.length, embeddings.length));
    }
    ones.add(imageCodes);
    distinct.add(imageCodes);
    for (int i = 0; i < embedding.length; i++) {
      embeddings[i] += embedding[i];
    }
    images++;
    codes += imageCodes.length;
  }

  /** Adds what the encoder says of an image beside its results. */
  public void addLatents(LatentFacts facts) {
    lengths += facts.embeddingLength();
    unstableBits += facts.unstableBits();
    latentImages++;
  }

  /**
   * Adds the reconstruction of an image.
   *
   * @param decibels its PSNR; infinite without any error
   */
  public void addReconstruction(double decibels) {
    psnr += Math.min(MAX_PSNR, decibels);
    reconstructions++;
  }

  /** Adds everything of another tally of the same model. */
  public void addAll(HealthTally other) {
    ones.addAll(other.ones);
    distinct.addAll(other.distinct);
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] += other.embeddings[i];
    }
    images += other.images;
    codes += other.codes;
    latentImages += other.latentImages;
    lengths += other.lengths;
    unstableBits += other.unstableBits;
    reconstructions += other.reconstructions;
    psnr += other.psnr;
  }

  /** Forgets everything. */
  public void clear() {
    ones.clear();
    distinct.clear();
    Arrays.fill(embeddings, 0);
    images = 0;
    codes = 0;
    latentImages = 0;
    lengths = 0;
    unstableBits = 0;
    reconstructions = 0;
    psnr = 0;
  }

  /** Images that were added. */
  public long images() {
    return images;
  }

  /** The figures so far; all of them NaN where there is nothing to divide by. */
  public HealthFigures figures() {
    double[] shares = new double[bits];
    for (int dimension = 0; dimension < bits; dimension++) {
      shares[dimension] = (double) ones.of(bits - 1 - dimension) / codes;
    }
    double[] mean = new double[embeddings.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = embeddings[i] / images;
    }
    return new HealthFigures(
        images,
        shares,
        codes == 0 ? Double.NaN : Math.min(codes, distinct.estimate()),
        codes,
        mean,
        lengths / latentImages,
        unstableBits / latentImages,
        psnr / reconstructions);
  }
}
