// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.nio.FloatBuffer;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;

/** Bytes to the network's input: (value x scale - mean) / deviation, planes instead of pixels. */
final class PixelNormalizer {
  private static final int CHANNELS = 3;

  private final float[][] byChannel = new float[CHANNELS][256];

  PixelNormalizer(PreprocessorConfig preprocessor) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int value = 0; value < 256; value++) {
        byChannel[channel][value] =
            (float)
                ((value * preprocessor.scale() - preprocessor.mean().get(channel))
                    / preprocessor.deviation().get(channel));
      }
    }
  }

  /**
   * Writes one image.
   *
   * @param rgb uint8 [S, S, 3]
   * @param planes float32 [3, S, S], scratch
   * @param target takes the planes at its position
   */
  void write(byte[] rgb, float[] planes, FloatBuffer target) {
    int plane = rgb.length / CHANNELS;
    for (int channel = 0; channel < CHANNELS; channel++) {
      float[] table = byChannel[channel];
      int out = channel * plane;
      for (int in = channel; in < rgb.length; in += CHANNELS) {
        planes[out++] = table[rgb[in] & 0xff];
      }
    }
    target.put(planes);
  }
}
