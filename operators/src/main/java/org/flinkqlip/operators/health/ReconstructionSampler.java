// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.quality.ImageQuality;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reconstructs one in so many images and compares it with what it was made of. */
final class ReconstructionSampler {
  static final double[] NONE = {};

  private static final Logger LOG = LoggerFactory.getLogger(ReconstructionSampler.class);

  private final Reconstructor reconstructor;
  private final int every;
  private long seen;
  private boolean failed;

  /**
   * A sampler.
   *
   * @param every one in so many images, the first of them included
   */
  ReconstructionSampler(Reconstructor reconstructor, int every) {
    this.reconstructor = reconstructor;
    this.every = every;
  }

  /** PSNR in dB of those images whose turn it is. */
  double[] measure(List<? extends ImageResult> images, ByteBuffer pixels) {
    int imageBytes = pixels.capacity() / images.size();
    double[] psnr = new double[images.size()];
    int measured = 0;
    for (int i = 0; i < images.size() && !failed; i++) {
      if (seen++ % every == 0) {
        byte[] original = new byte[imageBytes];
        pixels.get(i * imageBytes, original);
        try {
          psnr[measured] =
              ImageQuality.psnr(original, reconstructor.reconstruct(images.get(i).codes()));
          measured++;
        } catch (InferenceException | RuntimeException e) {
          // The results are good: a faulty device shows in the next batch, which has records to
          // answer for.
          failed = true;
          LOG.warn("Reconstructions are no longer measured until the task starts again", e);
        }
      }
    }
    return Arrays.copyOf(psnr, measured);
  }
}
