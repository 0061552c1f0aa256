package org.flinkqlip.model.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** ONNX Runtime's own operators, one for each step. */
final class FusedOperators implements BlockOperators {
  private final GraphBuilder graph;
  private final Weights weights;
  private final TransformerConfig config;
  private final String stack;
  private final boolean causal;
  private String cosines;
  private String sines;
  private String firstPosition;

  FusedOperators(
      GraphBuilder graph, Weights weights, TransformerConfig config, String stack, boolean causal) {
    this.graph = graph;
    this.weights = weights;
    this.config = config;
    this.stack = stack;
    this.causal = causal;
  }

  @Override
  public void useTables(RotaryTables tables) throws IOException {
    int pairs = config.headSize() / 2;
    int positions = tables.cos().length / pairs;
    cosines = graph.weight(stack + ".rope.cos", tables.cos(), positions, pairs);
    sines = graph.weight(stack + ".rope.sin", tables.sin(), positions, pairs);
    firstPosition = graph.vector(stack + ".rope.first", 0);
  }

  /** One product with the matrices side by side, then a split. */
  @Override
  public List<String> project(
      String name,
      String input,
      List<String> outputs,
      List<String> layers,
      List<Boolean> biases,
      int in,
      int outOfEach)
      throws IOException, CheckpointException {
    String packed =
        graph.node(
            "MatMul", name, input, weights.packedMatrix(name + ".weight", layers, in, outOfEach));
    String biased =
        graph.node(
            "Add",
            name + ".biased",
            packed,
            weights.packedBias(name + ".bias", layers, biases, outOfEach));
    long[] sizes = new long[layers.size()];
    Arrays.fill(sizes, outOfEach);
    return graph.nodes(
        "Split",
        outputs,
        List.of(biased, graph.vector(name + ".split", sizes)),
        Map.of("axis", -1));
  }

  @Override
  public String rotate(String projected) {
    return graph.node(
        "RotaryEmbedding",
        projected + ".rotated",
        List.of(projected, firstPosition, cosines, sines),
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
