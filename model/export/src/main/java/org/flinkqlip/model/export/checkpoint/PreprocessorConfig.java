// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.util.List;

/**
 * How pixels become the network's input: (pixel x scale - mean) / deviation per channel, after a
 * bicubic resize of the shortest edge and a centre crop.
 *
 * @param imageSize edge of the crop in pixels
 * @param scale factor on the 8-bit values
 * @param mean per channel, RGB
 * @param deviation per channel, RGB
 */
public record PreprocessorConfig(
    int imageSize, double scale, List<Double> mean, List<Double> deviation) {

  private static final List<Double> CLIP_MEAN = List.of(0.48145466, 0.4578275, 0.40821073);
  private static final List<Double> CLIP_DEVIATION = List.of(0.26862954, 0.26130258, 0.27577711);

  public PreprocessorConfig {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (imageSize < 1) {
      throw new IllegalArgumentException("image size must be positive: " + imageSize);
    }
    if (!(scale > 0)) {
      throw new IllegalArgumentException("rescale factor must be positive: " + scale);
    }
    if (mean.size() != 3 || deviation.size() != 3) {
      throw new IllegalArgumentException("mean and deviation need three channels");
    }
    if (deviation.stream().anyMatch(value -> !(value > 0))) {
      throw new IllegalArgumentException("deviations must be positive: " + deviation);
    }
  }

  /** OpenAI CLIP's normalisation, which every published model has. */
  public static PreprocessorConfig clip(int imageSize) {
    return new PreprocessorConfig(imageSize, 1.0 / 255, CLIP_MEAN, CLIP_DEVIATION);
  }

  /** {@code preprocessor_config.json} of a model that has {@link #clip}'s normalisation. */
  public static String clipJson(int imageSize) {
    return PublishedPreprocessor.json(clip(imageSize));
  }
}
