// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a quick evaluation tells.
 *
 * @param images that were looked at
 * @param zeroShotOrNull share of images whose class was told right; null without classes or
 *     vocabulary
 * @param recallAt1OrNull share of captions whose image is the nearest among at most 256; null
 *     without captions or vocabulary
 * @param psnr mean over the images, in dB
 * @param leastBitEntropy that of the bit that is used least evenly; 1 at best
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuickScores(
    int images,
    @JsonProperty("zeroShot") @Nullable Double zeroShotOrNull,
    @JsonProperty("recallAt1") @Nullable Double recallAt1OrNull,
    double psnr,
    double leastBitEntropy) {

  /** Rejects figures that cannot be. */
  public QuickScores {
    if (images < 1) {
      throw new IllegalArgumentException("scores of no images");
    }
    checkShare("zeroShot", zeroShotOrNull);
    checkShare("recallAt1", recallAt1OrNull);
    checkShare("leastBitEntropy", leastBitEntropy);
    if (!Double.isFinite(psnr)) {
      throw new IllegalArgumentException("PSNR must be finite: " + psnr);
    }
  }

  private static void checkShare(String name, @Nullable Double value) {
    if (value != null && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be 0 to 1: %s".formatted(name, value));
    }
  }

  /** Share of images whose class was told right. */
  public OptionalDouble zeroShot() {
    return optional(zeroShotOrNull);
  }

  /** Share of captions whose image is the nearest. */
  public OptionalDouble recallAt1() {
    return optional(recallAt1OrNull);
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
