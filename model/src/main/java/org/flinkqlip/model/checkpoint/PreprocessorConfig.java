package org.flinkqlip.model.checkpoint;

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
}
