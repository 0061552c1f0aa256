// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import org.flinkqlip.model.runtime.quality.ImageQuality;

/** How close reconstructions are to their originals. Not thread-safe. */
public final class ReconstructionMeasure {
  /** What an image without any error counts as, so that a mean stays finite. */
  static final double MAX_PSNR = 100;

  private final int edge;
  private final boolean withSsim;
  private int images;
  private double psnr;
  private double leastPsnr = MAX_PSNR;
  private double ssim;

  private ReconstructionMeasure(int edge, boolean withSsim) {
    this.edge = edge;
    this.withSsim = withSsim;
  }

  /** PSNR and SSIM of images of {@code edge} pixels. */
  public static ReconstructionMeasure full(int edge) {
    return new ReconstructionMeasure(edge, true);
  }

  /** PSNR alone, which takes a hundredth of the time. */
  public static ReconstructionMeasure psnrOnly(int edge) {
    return new ReconstructionMeasure(edge, false);
  }

  /**
   * Adds an image.
   *
   * @param original uint8 [edge, edge, 3]
   * @param reconstruction the same layout
   */
  public void add(byte[] original, byte[] reconstruction) {
    double value = Math.min(MAX_PSNR, ImageQuality.psnr(original, reconstruction));
    psnr += value;
    leastPsnr = Math.min(leastPsnr, value);
    if (withSsim) {
      ssim += ImageQuality.ssim(original, reconstruction, edge, edge);
    }
    images++;
  }

  /**
   * The figures so far.
   *
   * @throws IllegalArgumentException if no image was added
   */
  public ReconstructionQuality result() {
    return new ReconstructionQuality(
        images, psnr / images, leastPsnr, withSsim ? ssim / images : null);
  }
}
