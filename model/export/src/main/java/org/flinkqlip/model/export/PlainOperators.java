// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Standard ONNX operators only, as a general exporter writes them: for runtimes without ONNX
 * Runtime's operators, and to measure what those are worth.
 */
final class PlainOperators implements BlockOperators {
  private final GraphBuilder graph;
  private final TransformerConfig config;
  private final String stack;
  private final int causalTokens;
  private @Nullable Tables tables;
  private @Nullable String mask;

  /** What queries and keys are turned by. */
  private record Tables(String cosines, String sines) {}

  /**
   * @param causalTokens length of a causal sequence, 0 if each token sees all others
   */
  PlainOperators(GraphBuilder graph, TransformerConfig config, String stack, int causalTokens) {
    this.graph = graph;
    this.config = config;
    this.stack = stack;
    this.causalTokens = causalTokens;
  }

  @Override
  public void useTables(RotaryTables rotary) throws IOException {
    int pairs = config.headSize() / 2;
    int positions = rotary.cos().length / pairs;
    tables =
        new Tables(
            graph.weight(stack + ".rope.cos", rotary.cos(), positions, 1, pairs, 1),
            graph.weight(stack + ".rope.sin", rotary.sin(), positions, 1, pairs, 1));
  }

  /** Adjacent pairs (a, b) to (a cos - b sin, a sin + b cos). */
  @Override
  public String rotate(String projected) {
    Tables by = requireNonNull(tables, "no tables to rotate by");
    String name = projected + ".rotated";
    int pairs = config.headSize() / 2;
    String paired =
        graph.node(
            "Reshape",
            name + ".pairs",
            projected,
            graph.vector(name + ".pairs.shape", 0, 0, config.heads(), pairs, 2));
    List<String> parts =
        graph.nodes(
            "Split",
            List.of(name + ".a", name + ".b"),
            List.of(paired, graph.vector(name + ".split", 1, 1)),
            Map.of("axis", -1));
    String a = parts.get(0);
    String b = parts.get(1);
    String first =
        graph.node(
            "Sub",
            name + ".first",
            graph.node("Mul", name + ".a.cos", a, by.cosines()),
            graph.node("Mul", name + ".b.sin", b, by.sines()));
    String second =
        graph.node(
            "Add",
            name + ".second",
            graph.node("Mul", name + ".a.sin", a, by.sines()),
            graph.node("Mul", name + ".b.cos", b, by.cosines()));
    String turned =
        graph.node("Concat", name + ".turned", List.of(first, second), Map.of("axis", -1));
    return graph.node("Reshape", name, turned, graph.vector(name + ".shape", 0, 0, config.width()));
  }

  @Override
  public String attention(String name, String query, String key, String value) throws IOException {
    String scaled =
        graph.node(
            "Mul",
            name + ".query.scaled",
            query,
            graph.weight(
                name + ".scale", new float[] {(float) (1 / Math.sqrt(config.headSize()))}, 1));
    String scores =
        graph.node(
            "MatMul",
            name + ".scores",
            heads(name + ".query", scaled, List.of(0, 2, 1, 3)),
            heads(name + ".key", key, List.of(0, 2, 3, 1)));
    if (causalTokens > 0) {
      scores = graph.node("Add", name + ".scores.masked", scores, causalMask());
    }
    String shares = graph.node("Softmax", name + ".shares", List.of(scores), Map.of("axis", -1));
    String mixed =
        graph.node(
            "MatMul", name + ".mixed", shares, heads(name + ".value", value, List.of(0, 2, 1, 3)));
    String ordered =
        graph.node(
            "Transpose", name + ".ordered", List.of(mixed), Map.of("perm", List.of(0, 2, 1, 3)));
    return graph.node(
        "Reshape", name, ordered, graph.vector(name + ".shape", 0, 0, config.width()));
  }

  private String heads(String name, String projected, List<Integer> order) {
    String split =
        graph.node(
            "Reshape",
            name + ".heads",
            projected,
            graph.vector(name + ".heads.shape", 0, 0, config.heads(), config.headSize()));
    return graph.node("Transpose", name + ".by_head", List.of(split), Map.of("perm", order));
  }

  private String causalMask() throws IOException {
    if (mask == null) {
      float[] values = new float[causalTokens * causalTokens];
      for (int from = 0; from < causalTokens; from++) {
        for (int to = from + 1; to < causalTokens; to++) {
          values[from * causalTokens + to] = Float.NEGATIVE_INFINITY;
        }
      }
      mask = graph.weight(stack + ".causal_mask", values, causalTokens, causalTokens);
    }
    return mask;
  }

  @Override
  public String sigmoidGate(String output, String input, float slope) {
    String steep =
        slope == 1f
            ? input
            : graph.node("Mul", output + ".steep", input, graph.scalar(output + ".slope", slope));
    return graph.node("Mul", output, input, graph.node("Sigmoid", output + ".sigmoid", steep));
  }

  @Override
  public String biasGelu(String output, String input, String bias) {
    String biased = graph.node("Add", output + ".biased", input, bias);
    String scaled =
        graph.node(
            "Div",
            output + ".scaled",
            biased,
            graph.scalar(output + ".root", (float) Math.sqrt(2)));
    String cumulative =
        graph.node(
            "Add",
            output + ".cumulative",
            graph.node("Erf", output + ".erf", scaled),
            graph.scalar(output + ".one", 1f));
    return graph.node(
        "Mul",
        output,
        graph.node("Mul", output + ".product", biased, cumulative),
        graph.scalar(output + ".half", 0.5f));
  }

  @Override
  public String norm(String name, String input, String gamma, String beta) {
    return graph.node(
        "LayerNormalization",
        name,
        List.of(input, gamma, beta),
        Map.of("axis", -1, "epsilon", config.layerNormEpsilon()));
  }

  @Override
  public List<String> addAndNorm(
      String norm, String residual, String delta, String bias, String gamma, String beta) {
    String biased = graph.node("Add", norm + ".delta", delta, bias);
    String sum = graph.node("Add", norm + ".sum", residual, biased);
    return List.of(norm(norm, sum, gamma, beta), sum);
  }
}
