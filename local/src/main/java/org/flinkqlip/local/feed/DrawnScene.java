// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.flinkqlip.lab.datasets.scenes.Scene;
import org.flinkqlip.lab.datasets.scenes.ScenePainter;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;

/**
 * A scene of the kinds that the default model was trained on, but not one of those it has seen, in
 * one of ten sizes. Without the noise of training pictures, which resizing would remove and which
 * makes lossless formats slow. What is not square shows more of the background, so that a centre
 * crop holds the whole scene.
 *
 * @param width in pixels
 * @param height in pixels
 * @param scene what is in the picture
 * @param caption the sentence that describes it
 */
record DrawnScene(int width, int height, Scene scene, String caption) {
  private static final int[][] SIZES = {
    {96, 96},
    {224, 224},
    {256, 192},
    {320, 240},
    {240, 320},
    {400, 300},
    {480, 360},
    {640, 480},
    {640, 200},
    {97, 131}
  };

  DrawnScene {
    requireNonNull(scene, "scene is null");
    requireNonNull(caption, "caption is null");
  }

  /** The scene at an index; the same seed and index give the same scene. */
  static DrawnScene of(long seed, long index) {
    int[] size = SIZES[random(seed, index).nextInt(SIZES.length)];
    Scenes scenes = new Scenes(ScenePainter.LEAST_SIZE, seed, SceneSplit.HELD_OUT);
    return new DrawnScene(size[0], size[1], scenes.scene(index), scenes.caption(index));
  }

  /** Random numbers for whatever else is to be decided about the scene at an index. */
  static Random random(long seed, long index) {
    return new Random(seed * 1_000_003 + index);
  }

  /** The pixels, 8-bit RGB. */
  BufferedImage paint() {
    byte[] rgb = ScenePainter.paintClean(scene, width, height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.getRaster().setDataElements(0, 0, width, height, rgb);
    return image;
  }
}
