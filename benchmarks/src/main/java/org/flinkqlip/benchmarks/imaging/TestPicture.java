// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import org.flinkqlip.lab.datasets.scenes.ScenePainter;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;

/**
 * A drawn scene under a texture that is as strong as the wanted size of its JPEG file says.
 *
 * @param size what was wanted
 * @param rgb uint8 [height, width, 3]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed by nobody
record TestPicture(PictureSize size, byte[] rgb) {
  private static final long SEED = 11;
  private static final int STEPS = 12;
  private static final float STRONGEST = 255;

  /** Colours vary less than brightness. */
  private static final float COLOR_SHARE = 0.3f;

  /** Draws a picture; the same size gives the same pixels everywhere. */
  static TestPicture draw(PictureSize size) {
    byte[] scene =
        ScenePainter.paintClean(
            new Scenes(ScenePainter.LEAST_SIZE, SEED, SceneSplit.HELD_OUT).scene(0),
            size.width(),
            size.height());
    float[][] textures = new float[4][];
    for (int i = 0; i < textures.length; i++) {
      textures[i] = new Texture(SEED + i).values(size.width(), size.height());
    }
    PictureWriter writer = new PictureWriter(PictureFormat.JPEG);
    float weaker = 0;
    float stronger = STRONGEST;
    for (int step = 0; step < STEPS; step++) {
      float middle = (weaker + stronger) / 2;
      byte[] candidate = blend(scene, textures, middle);
      if (writer.write(candidate, size.width(), size.height()).length < size.jpegBytes()) {
        weaker = middle;
      } else {
        stronger = middle;
      }
    }
    return new TestPicture(size, blend(scene, textures, weaker));
  }

  /** The first texture is of all channels, the others of one each. */
  private static byte[] blend(byte[] scene, float[][] textures, float strength) {
    byte[] blended = new byte[scene.length];
    for (int i = 0; i < blended.length; i++) {
      int pixel = i / 3;
      float texture = textures[0][pixel] + COLOR_SHARE * textures[1 + i % 3][pixel];
      int value = (int) ((scene[i] & 0xff) + strength * texture + 0.5f);
      blended[i] = (byte) Math.max(0, Math.min(255, value));
    }
    return blended;
  }
}
