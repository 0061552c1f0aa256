// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.flinkqlip.model.export.RotaryTables;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/**
 * Factors on queries and keys: complex [T, 1, hd / 2] as pairs of float32. Turning an adjacent pair
 * (a, b) by an angle is the product of a + bi and cos + i sin.
 *
 * @param query with the scale of attention, 1 / sqrt(hd), in them
 * @param key the turns alone
 */
record Turns(NDArray query, NDArray key) {

  /**
   * Factors for a grid; without rotary embedding the scale alone.
   *
   * @param side of the grid
   * @param unrotated tokens before the grid that are not turned
   */
  static Turns ofGrid(NDManager manager, TransformerConfig config, int side, int unrotated) {
    return config.rope()
        ? of(manager, config, RotaryTables.of(side, config.headSize(), unrotated))
        : none(manager, config);
  }

  /** The scale alone, for any number of tokens. */
  static Turns none(NDManager manager, TransformerConfig config) {
    float[] ones = new float[config.headSize() / 2];
    Arrays.fill(ones, 1f);
    return of(manager, config, new RotaryTables(ones, new float[ones.length]));
  }

  private static Turns of(NDManager manager, TransformerConfig config, RotaryTables tables) {
    int pairs = config.headSize() / 2;
    float[] values = new float[2 * tables.cos().length];
    for (int i = 0; i < tables.cos().length; i++) {
      values[2 * i] = tables.cos()[i];
      values[2 * i + 1] = tables.sin()[i];
    }
    NDArray key = manager.create(values, new Shape(tables.cos().length / pairs, 1, pairs, 2));
    return new Turns(Constant.times(key, 1 / Math.sqrt(config.headSize())), key);
  }
}
