// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.jspecify.annotations.Nullable;

/**
 * Products of 8-bit integers. Each column of a matrix has a scale of its own, found at export; each
 * row of an input (a token) has one of its own, found as it comes. So a result depends on its own
 * row only, never on what else is in the batch, and one row of large values takes no resolution
 * from the others.
 */
final class Int8Products implements Products {
  /** Inputs are uint8 around this zero, which the runtime's products are fastest with. */
  private static final int ZERO = 128;

  private static final int INPUT_LEVELS = 127;

  /** Keeps the scale of a row of zeros above zero. */
  private static final float LEAST_MAXIMUM = 1e-30f;

  private final GraphBuilder graph;
  private final Weights weights;
  private final Map<String, Rows> quantized = new HashMap<>();
  private @Nullable Constants constants;

  Int8Products(GraphBuilder graph, Weights weights) {
    this.graph = graph;
    this.weights = weights;
  }

  /** Numbers that every product takes. */
  private record Constants(String zero, String one, String step, String least) {}

  /** An input as integers, and the scale [.., 1] of each of its rows. */
  private record Rows(String values, String scales) {}

  @Override
  public String multiply(String layer, String input, int in, int out)
      throws IOException, CheckpointException {
    Rows rows = quantized.get(input);
    if (rows == null) {
      rows = quantize(input, in);
      quantized.put(input, rows);
    }
    Int8Matrix matrix = Int8Matrix.of(weights.columns(layer, in, out), out);
    String integers = graph.int8(weight(layer) + ".int8", matrix.values(), in, out);
    String scales = graph.exact(weight(layer) + ".scale", matrix.scales(), out);
    String unscaled = layer + ".unscaled";
    String product =
        switch (graph.style()) {
          case FUSED ->
              graph.node(
                  "MatMulIntegerToFloat",
                  unscaled,
                  rows.values(),
                  integers,
                  constants().one(),
                  scales,
                  constants().zero());
          case PLAIN ->
              graph.node("Mul", unscaled, integerProduct(layer, rows.values(), integers), scales);
        };
    return graph.node("Mul", layer, product, rows.scales());
  }

  private Constants constants() {
    if (constants == null) {
      constants =
          new Constants(
              graph.uint8("int8.zero", ZERO),
              graph.scalar("int8.one", 1f),
              graph.scalar("int8.step", 1f / INPUT_LEVELS),
              graph.scalar("int8.least", LEAST_MAXIMUM));
    }
    return constants;
  }

  private String integerProduct(String layer, String rows, String integers) {
    String sums = graph.node("MatMulInteger", layer + ".sums", rows, integers, constants().zero());
    return graph.cast(sums, layer + ".sums.float", DataType.FLOAT);
  }

  /** The largest magnitude of a row becomes 127. */
  private Rows quantize(String input, int width) {
    String name = input + ".int8";
    String maximum =
        graph.node(
            "Max",
            name + ".maximum",
            graph.reduceLast("ReduceMax", name + ".greatest", input),
            graph.node(
                "Neg", name + ".depth", graph.reduceLast("ReduceMin", name + ".least", input)),
            constants().least());
    String scales = graph.node("Mul", name + ".scale", maximum, constants().step());
    String zeros =
        graph.node(
            "Expand",
            name + ".zeros",
            constants().zero(),
            graph.node("Shape", name + ".scale.shape", scales));
    return new Rows(
        graph.node(
            "QuantizeLinear",
            name,
            List.of(input, scales, zeros),
            Map.of("axis", -1, "block_size", width)),
        scales);
  }
}
