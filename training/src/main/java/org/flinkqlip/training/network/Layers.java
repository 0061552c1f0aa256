package org.flinkqlip.training.network;

import static org.flinkqlip.model.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.checkpoint.TensorNames.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** The layers that all towers are made of, by the published name of their weights. */
final class Layers {
  private static final float QUICK_GELU_SLOPE = 1.702f;

  private final NetworkWeights weights;
  private final ComputePrecision precision;

  Layers(NetworkWeights weights, ComputePrecision precision) {
    this.weights = weights;
    this.precision = precision;
  }

  /** The weight of that name, exactly. */
  NDArray weights(String name) {
    return weights.get(name);
  }

  /** Linear layer: [.., in] to [.., out], float32. */
  NDArray linear(NDArray input, String layer, boolean biased) {
    return linear(input, weights.get(weight(layer)), biased ? weights.get(bias(layer)) : null);
  }

  /**
   * Linear layer: [.., in] to [.., out], float32.
   *
   * @param weight [out, in]
   * @param bias [out], or null for none
   */
  NDArray linear(NDArray input, NDArray weight, NDArray bias) {
    if (precision == ComputePrecision.FLOAT32) {
      return input.getNDArrayInternal().linear(input, weight, bias).singletonOrThrow();
    }
    NDArray half = input.toType(DataType.BFLOAT16, false);
    NDArray halfWeight = weight.toType(DataType.BFLOAT16, true);
    halfWeight.attach(input.getManager());
    NDArray product =
        half.getNDArrayInternal()
            .linear(half, halfWeight, null)
            .singletonOrThrow()
            .toType(DataType.FLOAT32, false);
    return bias == null ? product : product.add(bias);
  }

  /** Layer norm over the last axis. */
  NDArray norm(NDArray input, String norm, float epsilon) {
    long width = input.getShape().get(input.getShape().dimension() - 1);
    return input
        .getNDArrayInternal()
        .layerNorm(
            input, new Shape(width), weights.get(weight(norm)), weights.get(bias(norm)), epsilon)
        .singletonOrThrow();
  }

  /** x Phi(x), exact. */
  static NDArray gelu(NDArray input) {
    return input.getNDArrayInternal().gelu();
  }

  /** x sigmoid(1.702 x). */
  static NDArray quickGelu(NDArray input) {
    return input.mul(input.mul(QUICK_GELU_SLOPE).getNDArrayInternal().sigmoid());
  }

  /** x sigmoid(x). */
  static NDArray silu(NDArray input) {
    return input.mul(input.getNDArrayInternal().sigmoid());
  }

  /** Vectors over the last axis divided by their Euclidean length. */
  static NDArray unitLength(NDArray vectors) {
    return vectors.normalize(2, vectors.getShape().dimension() - 1);
  }
}
