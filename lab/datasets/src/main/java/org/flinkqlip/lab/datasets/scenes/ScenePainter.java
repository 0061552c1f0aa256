// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import org.flinkqlip.model.scratch.random.SplitMix64;

/**
 * Draws scenes: backdrop, antialiased figures, light, weak noise. Scenes are square; a picture that
 * is not shows the scene in its middle and more of the backdrop around it. Only exact arithmetic is
 * used for pixels, so that bytes are equal everywhere.
 */
public final class ScenePainter {
  /** The smallest edge at which figures are still told apart. */
  public static final int LEAST_SIZE = 16;

  /** Times a binomial deviate of standard deviation 2: the noise has a deviation of 1.2 levels. */
  private static final float GRAIN = 0.6f;

  private static final int GRAIN_BITS = 0xffff;

  private ScenePainter() {}

  /**
   * Pixels of a scene, with noise.
   *
   * @return RGB, uint8, row-major [height, width, 3]
   */
  public static byte[] paint(Scene scene, int width, int height) {
    return paint(scene, width, height, GRAIN);
  }

  /**
   * Pixels of a scene, without noise: the same picture, which lossless formats compress well.
   *
   * @return RGB, uint8, row-major [height, width, 3]
   */
  public static byte[] paintClean(Scene scene, int width, int height) {
    return paint(scene, width, height, 0);
  }

  private static byte[] paint(Scene scene, int width, int height, float grain) {
    if (width < LEAST_SIZE || height < LEAST_SIZE) {
      throw new IllegalArgumentException(
          "a scene needs at least %d x %d pixels: %d x %d"
              .formatted(LEAST_SIZE, LEAST_SIZE, width, height));
    }
    Canvas canvas = new Canvas(width, height);
    Backdrop backdrop = scene.backdrop();
    int start = backdrop.color().rgb();
    canvas.fill(
        start, backdrop.gradient() ? backdrop.color().gradientEnd() : start, backdrop.angle());
    FigurePainter figures = new FigurePainter(canvas);
    figures.paint(scene.main());
    scene.companion().ifPresent(companion -> figures.paint(companion.figure()));
    return develop(canvas, scene.light(), scene.grain(), grain);
  }

  /** Light and noise, rounded to bytes. */
  private static byte[] develop(Canvas canvas, Light light, long seed, float grain) {
    int width = canvas.width();
    int height = canvas.height();
    Slope slope = new Slope(light.angle(), width, height);
    double reach = light.brightness() * light.slope();
    float step = (float) (2 * reach * slope.perColumn());
    float[] red = canvas.red();
    float[] green = canvas.green();
    float[] blue = canvas.blue();
    SplitMix64 random = new SplitMix64(seed);
    byte[] pixels = new byte[width * height * 3];
    int at = 0;
    for (int y = 0; y < height; y++) {
      float factor = (float) (light.brightness() - reach + 2 * reach * slope.atRow(y));
      for (int x = 0; x < width; x++) {
        int pixel = y * width + x;
        long bits = random.nextLong();
        pixels[at] = level(red[pixel] * factor, bits, grain);
        pixels[at + 1] = level(green[pixel] * factor, bits >>> 16, grain);
        pixels[at + 2] = level(blue[pixel] * factor, bits >>> 32, grain);
        at += 3;
        factor += step;
      }
    }
    return pixels;
  }

  private static byte level(float value, long bits, float grain) {
    int deviate = Integer.bitCount((int) bits & GRAIN_BITS) - 8;
    int level = (int) (value + grain * deviate + 0.5f);
    return (byte) Math.max(0, Math.min(255, level));
  }
}
