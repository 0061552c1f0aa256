// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.util.Arrays;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;

/** Feeds of pictures: one of what the default model is made for, and some that went wrong. */
enum Feed {
  /** Drawn scenes, which were not trained on. */
  NORMAL {
    @Override
    byte[] picture(Scenes scenes, long index) {
      return scenes.get(index).pixels();
    }
  },
  /** A camera without a signal. */
  ALL_GREY {
    @Override
    byte[] picture(Scenes scenes, long index) {
      byte[] grey = new byte[3 * SIZE * SIZE];
      Arrays.fill(grey, (byte) 128);
      return grey;
    }
  },
  /** A producer that sends the same file for ever. */
  ONE_PICTURE {
    @Override
    byte[] picture(Scenes scenes, long index) {
      return scenes.get(7).pixels();
    }
  },
  /** A producer that takes blue for red. */
  OTHER_PREPROCESSING {
    @Override
    byte[] picture(Scenes scenes, long index) {
      byte[] rgb = scenes.get(index).pixels();
      for (int i = 0; i < rgb.length; i += 3) {
        byte red = rgb[i];
        rgb[i] = rgb[i + 2];
        rgb[i + 2] = red;
      }
      return rgb;
    }
  };

  /** Edge of the pictures, which is the default model's. */
  static final int SIZE = 128;

  /** RGB of the picture at an index of the feed. */
  abstract byte[] picture(Scenes scenes, long index);

  /** Pictures that differ with the seed, except grey ones. */
  static Scenes scenes(long seed) {
    return new Scenes(SIZE, seed, SceneSplit.HELD_OUT);
  }
}
