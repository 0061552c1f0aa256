// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;

/** Puts a checkpoint's tensors into a graph, laid out as the operators take them. */
final class Weights {
  private final SafetensorsFile checkpoint;
  private final GraphBuilder graph;

  Weights(SafetensorsFile checkpoint, GraphBuilder graph) {
    this.checkpoint = checkpoint;
    this.graph = graph;
  }

  /** A tensor as it is. */
  float[] raw(String name) throws IOException, CheckpointException {
    return checkpoint.floats(name);
  }

  /** A vector of {@code size} values. */
  String vector(String name, int size) throws IOException, CheckpointException {
    return graph.weight(name, checkpoint.floats(name), size);
  }

  /** The matrix of a linear layer, from [out, in] to [in, out] for a MatMul. */
  String matrix(String layer, int in, int out) throws IOException, CheckpointException {
    return graph.weight(weight(layer), columns(layer, in, out), in, out);
  }

  /** The values of such a matrix, [in, out]. */
  float[] columns(String layer, int in, int out) throws IOException, CheckpointException {
    return transpose(checkpoint.floats(weight(layer)), out, in);
  }

  /** A linear layer with its bias. */
  String linear(String layer, String input, int in, int out)
      throws IOException, CheckpointException {
    return linear(layer, input, in, out, true);
  }

  /** A linear layer, with its bias if it has one. */
  String linear(String layer, String input, int in, int out, boolean bias)
      throws IOException, CheckpointException {
    String product = graph.node("MatMul", layer, input, matrix(layer, in, out));
    return bias ? graph.node("Add", layer + ".biased", product, vector(bias(layer), out)) : product;
  }

  /** A layer norm over the last axis. */
  String layerNorm(String name, String input, int width, float epsilon)
      throws IOException, CheckpointException {
    return graph.node(
        "LayerNormalization",
        name,
        List.of(input, vector(weight(name), width), vector(bias(name), width)),
        Map.of("axis", -1, "epsilon", epsilon));
  }

  private static float[] transpose(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return transposed;
  }
}
