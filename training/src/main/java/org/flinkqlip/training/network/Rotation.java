package org.flinkqlip.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.flinkqlip.model.export.RotaryTables;

/**
 * Turns queries and keys by their position in the grid. An adjacent pair (a, b) is the complex
 * number a + bi, and turning it by an angle the product with cos + i sin.
 */
final class Rotation implements AutoCloseable {
  /** complex64 [T, 1, hd / 2] */
  private final NDArray turns;

  private final int pairs;

  /**
   * @param side of the grid
   * @param unrotated tokens before the grid that are not turned
   */
  Rotation(NDManager manager, int side, int headSize, int unrotated) {
    RotaryTables tables = RotaryTables.of(side, headSize, unrotated);
    pairs = headSize / 2;
    float[] values = new float[2 * tables.cos().length];
    for (int i = 0; i < tables.cos().length; i++) {
      values[2 * i] = tables.cos()[i];
      values[2 * i + 1] = tables.sin()[i];
    }
    long tokens = tables.cos().length / pairs;
    turns = manager.create(values, new Shape(tokens, 1, pairs, 2)).complex();
  }

  /** Queries or keys [B, T, H, hd], turned. */
  NDArray turn(NDArray heads) {
    Shape shape = heads.getShape();
    return heads
        .reshape(shape.get(0), shape.get(1), shape.get(2), pairs, 2)
        .complex()
        .mul(turns)
        .real()
        .reshape(shape);
  }

  @Override
  public void close() {
    turns.close();
  }
}
