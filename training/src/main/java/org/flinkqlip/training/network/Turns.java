package org.flinkqlip.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.flinkqlip.model.checkpoint.TransformerConfig;
import org.flinkqlip.model.export.RotaryTables;

/**
 * Factors on queries and keys: complex [T, 2, 1, hd / 2] as pairs of float32, for queries and for
 * keys. Turning an adjacent pair (a, b) by an angle is the product of a + bi and cos + i sin. The
 * scale of attention, 1 / sqrt(hd), is in those of the queries.
 */
final class Turns {
  private Turns() {}

  /**
   * Factors for a grid; without rotary embedding the scale alone.
   *
   * @param side of the grid
   * @param unrotated tokens before the grid that are not turned
   */
  static NDArray ofGrid(NDManager manager, TransformerConfig config, int side, int unrotated) {
    return config.rope()
        ? of(manager, config, RotaryTables.of(side, config.headSize(), unrotated))
        : none(manager, config);
  }

  /** The scale alone, for any number of tokens. */
  static NDArray none(NDManager manager, TransformerConfig config) {
    float[] ones = new float[config.headSize() / 2];
    Arrays.fill(ones, 1f);
    return of(manager, config, new RotaryTables(ones, new float[ones.length]));
  }

  private static NDArray of(NDManager manager, TransformerConfig config, RotaryTables tables) {
    int pairs = config.headSize() / 2;
    int tokens = tables.cos().length / pairs;
    float scale = (float) (1 / Math.sqrt(config.headSize()));
    float[] values = new float[tokens * 2 * pairs * 2];
    for (int i = 0; i < tables.cos().length; i++) {
      int query = (i / pairs * 2 * pairs + i % pairs) * 2;
      int key = query + 2 * pairs;
      values[query] = scale * tables.cos()[i];
      values[query + 1] = scale * tables.sin()[i];
      values[key] = tables.cos()[i];
      values[key + 1] = tables.sin()[i];
    }
    return manager.create(values, new Shape(tokens, 2, 1, pairs, 2));
  }
}
