// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells originals from reconstructions by their patches: four convolutions (4 x 4, the first three
 * halve the resolution), leaky ReLU between them, no norms (arXiv:1611.07004 without its batch
 * norm, so that a score depends on its own image alone). Each score sees 46 x 46 pixels. The paper
 * names no architecture.
 */
public final class PatchDiscriminator implements AutoCloseable {
  private static final int KERNEL = 4;
  private static final float LEAK = 0.2f;
  private static final int LAYERS = 4;

  private final NDManager manager;
  private final SortedMap<String, NDArray> weights = new TreeMap<>();

  /**
   * @param channels of the first layer; the next two have twice and four times as many
   * @param seed the same seed gives the same weights
   */
  public PatchDiscriminator(int channels, long seed, NDManager parent) {
    if (channels < 1) {
      throw new IllegalArgumentException("channels must be positive: " + channels);
    }
    manager = parent.newSubManager();
    Random random = new Random(seed);
    int[] sizes = {3, channels, 2 * channels, 4 * channels, 1};
    for (int layer = 0; layer < LAYERS; layer++) {
      int in = sizes[layer];
      int out = sizes[layer + 1];
      float[] values = new float[out * in * KERNEL * KERNEL];
      double deviation = Math.sqrt(2.0 / (in * KERNEL * KERNEL));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
      put(layer + ".weight", values, new Shape(out, in, KERNEL, KERNEL));
      put(layer + ".bias", new float[out], new Shape(out));
    }
  }

  private void put(String name, float[] values, Shape shape) {
    NDArray array = manager.create(values, shape);
    array.setRequiresGradient(true);
    weights.put(name, array);
  }

  /** Its weights by name, gradients attached; they stay with it. */
  public Map<String, NDArray> weights() {
    return Collections.unmodifiableSortedMap(weights);
  }

  /** Images [B, 3, S, S] to scores [B, 1, s, s], s about S / 8: high for originals. */
  public NDArray forward(NDArray images) {
    NDArray hidden = images;
    for (int layer = 0; layer < LAYERS; layer++) {
      long stride = layer < LAYERS - 1 ? 2 : 1;
      hidden =
          hidden
              .getNDArrayInternal()
              .convolution(
                  hidden,
                  weights.get(layer + ".weight"),
                  weights.get(layer + ".bias"),
                  new Shape(stride, stride),
                  new Shape(1, 1),
                  new Shape(1, 1),
                  1)
              .singletonOrThrow();
      if (layer < LAYERS - 1) {
        hidden = hidden.getNDArrayInternal().leakyRelu(LEAK);
      }
    }
    return hidden;
  }

  @Override
  public void close() {
    manager.close();
  }
}
