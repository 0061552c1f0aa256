// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Quality of reconstructions.
 *
 * @param images that were compared
 * @param psnr mean over the images of the peak signal-to-noise ratio, in dB
 * @param leastPsnr that of the worst image
 * @param ssimOrNull mean structural similarity, 1 for equal images; null if not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconstructionQuality(
    int images, double psnr, double leastPsnr, @JsonProperty("ssim") @Nullable Double ssimOrNull) {
  /** Rejects figures that cannot be. */
  public ReconstructionQuality {
    Shares.checkCount("images", images);
    if (!Double.isFinite(psnr) || !(leastPsnr <= psnr + 1e-9)) {
      throw new IllegalArgumentException(
          "a mean PSNR of %s dB with a least of %s dB".formatted(psnr, leastPsnr));
    }
    if (ssimOrNull != null && !(Math.abs(ssimOrNull) <= 1 + 1e-9)) {
      throw new IllegalArgumentException("SSIM must be -1 to 1: " + ssimOrNull);
    }
  }

  /** Mean structural similarity, if it was measured. */
  public OptionalDouble ssim() {
    return ssimOrNull == null ? OptionalDouble.empty() : OptionalDouble.of(ssimOrNull);
  }
}
