// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Drawn scenes as files, in the formats and sizes of the demo. Grain lays a steep gradient and
 * noise over each, so that no two patches are alike, as in a photo.
 */
public final class SceneFolder {
  private static final int NOISE = 12;
  private static final int GRADIENT = 60;

  private SceneFolder() {}

  /**
   * Writes {@code count} scenes to {@code directory}; the same seed gives the same pictures.
   *
   * @param grain whether to lay gradient and noise over them
   */
  public static void write(Path directory, int count, long seed, boolean grain) throws IOException {
    Files.createDirectories(directory);
    SceneFormat[] formats = SceneFormat.values();
    for (int index = 0; index < count; index++) {
      BufferedImage picture = DrawnScene.of(seed, index).paint();
      if (grain) {
        addGrain(picture, DrawnScene.random(seed, index));
      }
      SceneFormat format = formats[index % formats.length];
      Files.write(
          directory.resolve("scene-%06d.%s".formatted(index, format.extension())),
          format.encode(picture));
    }
  }

  private static void addGrain(BufferedImage picture, Random random) {
    double angle = random.nextDouble() * 2 * Math.PI;
    double scale = GRADIENT / Math.hypot(picture.getWidth(), picture.getHeight());
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        double slope = (x * Math.cos(angle) + y * Math.sin(angle)) * scale;
        int rgb = picture.getRGB(x, y);
        int changed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          double value = (rgb >> shift & 0xff) + slope + random.nextGaussian() * NOISE;
          changed |= (int) Math.min(255, Math.max(0, Math.round(value))) << shift;
        }
        picture.setRGB(x, y, changed);
      }
    }
  }
}
