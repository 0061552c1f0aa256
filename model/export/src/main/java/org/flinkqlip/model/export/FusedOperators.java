// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's own operators, one for each step. */
final class FusedOperators implements BlockOperators {
  private final GraphBuilder graph;
  private final TransformerConfig config;
  private final String stack;
  private final boolean causal;
  private @Nullable Tables tables;

  /** What queries and keys are turned by, from which position on. */
  private record Tables(String cosines, String sines, String first) {}

  FusedOperators(GraphBuilder graph, TransformerConfig config, String stack, boolean causal) {
    this.graph = graph;
    this.config = config;
    this.stack = stack;
    this.causal = causal;
  }

  @Override
  public void useTables(RotaryTables rotary) throws IOException {
    int pairs = config.headSize() / 2;
    int positions = rotary.cos().length / pairs;
    tables =
        new Tables(
            graph.weight(stack + ".rope.cos", rotary.cos(), positions, pairs),
            graph.weight(stack + ".rope.sin", rotary.sin(), positions, pairs),
            graph.vector(stack + ".rope.first", 0));
  }

  @Override
  public String rotate(String projected) {
    Tables by = requireNonNull(tables, "no tables to rotate by");
    return graph.node(
        "RotaryEmbedding",
        projected + ".rotated",
        List.of(projected, by.first(), by.cosines(), by.sines()),
        Map.of("interleaved", 1, "num_heads", config.heads()));
  }

  @Override
  public String attention(String name, String query, String key, String value) {
    return graph.node(
        "MultiHeadAttention",
        name,
        List.of(query, key, value),
        Map.of("num_heads", config.heads(), "unidirectional", causal ? 1 : 0));
  }

  @Override
  public String sigmoidGate(String output, String input, float slope) {
    return graph.node("QuickGelu", output, List.of(input), Map.of("alpha", slope));
  }

  @Override
  public String biasGelu(String output, String input, String bias) {
    return graph.node("BiasGelu", output, input, bias);
  }

  /**
   * On the CPU, ONNX Runtime 1.29 takes 7 times as long for LayerNormalization as for the operator
   * that first adds. The norm of x + x with four times the epsilon is the norm of x, to the bit; in
   * half precision the sum could overflow.
   */
  @Override
  public String norm(String name, String input, String gamma, String beta) {
    float epsilon = config.layerNormEpsilon();
    return graph.precision() == Precision.FLOAT16
        ? graph.node(
            "LayerNormalization",
            name,
            List.of(input, gamma, beta),
            Map.of("axis", -1, "epsilon", epsilon))
        : graph.node(
            "SkipLayerNormalization",
            name,
            List.of(input, input, gamma, beta),
            Map.of("epsilon", 4 * epsilon));
  }

  @Override
  public List<String> addAndNorm(
      String norm, String residual, String delta, String bias, String gamma, String beta) {
    List<String> outputs =
        graph.nodes(
            "SkipLayerNormalization",
            List.of(norm, "", "", norm + ".sum"),
            List.of(residual, delta, gamma, beta, bias),
            Map.of("epsilon", config.layerNormEpsilon()));
    return List.of(outputs.get(0), outputs.get(3));
  }
}
