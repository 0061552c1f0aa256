// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What happens to pixels: resize and crop before the graph, the rest folded into its weights.
 *
 * @param resample interpolation of the resize
 * @param crop position of the crop
 * @param rescaleFactor factor on the 8-bit values, in the graph
 * @param mean per channel, RGB, in the graph
 * @param std standard deviation per channel, RGB, in the graph
 */
public record Preprocessing(
    @JsonProperty(required = true) String resample,
    @JsonProperty(required = true) String crop,
    @JsonProperty(required = true) double rescaleFactor,
    @JsonProperty(required = true) List<Double> mean,
    @JsonProperty(required = true) List<Double> std) {

  public Preprocessing {
    if (!"bicubic".equals(resample) || !"center".equals(crop)) {
      throw new IllegalArgumentException(
          "only a bicubic resize and a centre crop are supported, not %s and %s"
              .formatted(resample, crop));
    }
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }
}
