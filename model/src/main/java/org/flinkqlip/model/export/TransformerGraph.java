package org.flinkqlip.model.export;

import static org.flinkqlip.model.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.checkpoint.TensorNames.inLayer;
import static org.flinkqlip.model.checkpoint.TensorNames.weight;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.checkpoint.Activation;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.TensorNames;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/**
 * A stack of pre-norm blocks. The sum into the residual stream, the bias before it and the layer
 * norm after it are one operator, so that block i ends in the norm of block i + 1.
 */
final class TransformerGraph {
  /** SiLU is the QuickGelu of this slope. */
  private static final float SILU = 1.0f;

  private static final float QUICK_GELU = 1.702f;

  private final GraphBuilder graph;
  private final Weights weights;
  private final TransformerConfig config;
  private final String stack;
  private final boolean causal;
  private RotaryTables tables;
  private String cosines;
  private String sines;
  private String firstPosition;

  /**
   * @param stack published name of the stack
   * @param causal whether a token sees only those before it
   */
  TransformerGraph(
      GraphBuilder graph, Weights weights, TransformerConfig config, String stack, boolean causal) {
    this.graph = graph;
    this.weights = weights;
    this.config = config;
    this.stack = stack;
    this.causal = causal;
  }

  /**
   * Hidden states of the stack.
   *
   * @param beforeLast input of the last block [B, T, D]
   * @param last output of the last block [B, T, D]
   */
  record HiddenStates(String beforeLast, String last) {}

  /** Turns queries and keys by these tables; only for stacks that are configured so. */
  TransformerGraph rotated(RotaryTables rotaryTables) {
    tables = rotaryTables;
    return this;
  }

  /** Adds the blocks on {@code embeddings} [B, T, D], which as the result are in float32. */
  HiddenStates add(String embeddings) throws IOException, CheckpointException {
    String input = graph.enterBlocks(embeddings);
    addTables();
    String hidden = input;
    String normed =
        weights.layerNorm(
            part(0, TensorNames.NORM_1), input, config.width(), config.layerNormEpsilon());
    for (int layer = 0; ; layer++) {
      boolean last = layer == config.layers() - 1;
      String attended = attention(layer, normed);
      List<String> afterAttention =
          addAndNorm(
              part(layer, TensorNames.NORM_2),
              hidden,
              attended,
              part(layer, TensorNames.ATTENTION_OUT));
      String expanded = feedForward(layer, afterAttention.get(0));
      String residual = afterAttention.get(1);
      String out = part(layer, config.swiglu() ? TensorNames.GATED_DOWN : TensorNames.PLAIN_DOWN);
      if (last) {
        String biased =
            graph.node("Add", out + ".biased", expanded, weights.vector(bias(out), config.width()));
        String output = graph.node("Add", stack + ".last_hidden_state", residual, biased);
        return new HiddenStates(graph.leaveBlocks(hidden), graph.leaveBlocks(output));
      }
      List<String> next = addAndNorm(part(layer + 1, TensorNames.NORM_1), residual, expanded, out);
      normed = next.get(0);
      hidden = next.get(1);
    }
  }

  private void addTables() throws IOException {
    if (tables != null) {
      int pairs = config.headSize() / 2;
      int positions = tables.cos().length / pairs;
      cosines = graph.weight(stack + ".rope.cos", tables.cos(), positions, pairs);
      sines = graph.weight(stack + ".rope.sin", tables.sin(), positions, pairs);
      firstPosition = graph.vector(stack + ".rope.first", 0);
    }
  }

  private String attention(int layer, String normed) throws IOException, CheckpointException {
    int width = config.width();
    List<String> projections =
        List.of(
            part(layer, TensorNames.QUERY),
            part(layer, TensorNames.KEY),
            part(layer, TensorNames.VALUE));
    String name = part(layer, "self_attn");
    String packed =
        graph.node(
            "MatMul",
            name + ".qkv",
            normed,
            weights.packedMatrix(name + ".qkv.weight", projections, width, width));
    String biases =
        weights.packedBias(
            name + ".qkv.bias",
            projections,
            List.of(config.queryBias(), config.keyBias(), config.valueBias()),
            width);
    String biased = graph.node("Add", name + ".qkv.biased", packed, biases);
    List<String> split = split(name, biased, List.of("query", "key", "value"), width);
    String query = rotate(split.get(0));
    String key = rotate(split.get(1));
    String attended =
        graph.node(
            "MultiHeadAttention",
            name,
            List.of(query, key, split.get(2)),
            Map.of("num_heads", config.heads(), "unidirectional", causal ? 1 : 0));
    if (config.subLayerNorm()) {
      attended =
          weights.layerNorm(
              part(layer, TensorNames.ATTENTION_NORM), attended, width, config.layerNormEpsilon());
    }
    return product(part(layer, TensorNames.ATTENTION_OUT), attended, width, width);
  }

  private String rotate(String projected) {
    if (!config.rope()) {
      return projected;
    }
    return graph.node(
        "RotaryEmbedding",
        projected + ".rotated",
        List.of(projected, firstPosition, cosines, sines),
        Map.of("interleaved", 1, "num_heads", config.heads()));
  }

  private String feedForward(int layer, String normed) throws IOException, CheckpointException {
    String expanded = config.swiglu() ? gated(layer, normed) : plain(layer, normed);
    if (config.subLayerNorm()) {
      expanded =
          weights.layerNorm(
              part(layer, TensorNames.FEED_FORWARD_NORM),
              expanded,
              config.intermediate(),
              config.layerNormEpsilon());
    }
    return product(
        part(layer, config.swiglu() ? TensorNames.GATED_DOWN : TensorNames.PLAIN_DOWN),
        expanded,
        config.intermediate(),
        config.width());
  }

  private String gated(int layer, String normed) throws IOException, CheckpointException {
    int intermediate = config.intermediate();
    String name = part(layer, "mlp");
    List<String> projections = List.of(part(layer, TensorNames.GATE), part(layer, TensorNames.UP));
    String packed =
        graph.node(
            "MatMul",
            name + ".gate_up",
            normed,
            weights.packedMatrix(
                name + ".gate_up.weight", projections, config.width(), intermediate));
    String biases =
        weights.packedBias(name + ".gate_up.bias", projections, List.of(true, true), intermediate);
    String biased = graph.node("Add", name + ".gate_up.biased", packed, biases);
    List<String> split = split(name, biased, List.of("gate", "up"), intermediate);
    String gate =
        graph.node("QuickGelu", name + ".silu", List.of(split.get(0)), Map.of("alpha", SILU));
    return graph.node("Mul", name + ".gated", gate, split.get(1));
  }

  private String plain(int layer, String normed) throws IOException, CheckpointException {
    String up = part(layer, TensorNames.PLAIN_UP);
    String projected = product(up, normed, config.width(), config.intermediate());
    String bias = weights.vector(bias(up), config.intermediate());
    if (config.activation() == Activation.GELU) {
      return graph.node("BiasGelu", up + ".gelu", projected, bias);
    }
    String biased = graph.node("Add", up + ".biased", projected, bias);
    return graph.node(
        "QuickGelu", up + ".quick_gelu", List.of(biased), Map.of("alpha", QUICK_GELU));
  }

  /** The product alone: the bias joins the next operator. */
  private String product(String layer, String input, int in, int out)
      throws IOException, CheckpointException {
    return graph.node("MatMul", layer, input, weights.matrix(layer, in, out));
  }

  private List<String> split(String name, String packed, List<String> parts, int size) {
    long[] sizes = new long[parts.size()];
    java.util.Arrays.fill(sizes, size);
    return graph.nodes(
        "Split",
        parts.stream().map(part -> name + "." + part).toList(),
        List.of(packed, graph.vector(name + ".split." + parts.get(0), sizes)),
        Map.of("axis", -1));
  }

  /** Norm of the sum of residual, delta and the delta's bias; then the sum itself. */
  private List<String> addAndNorm(String norm, String residual, String delta, String biasOf)
      throws IOException, CheckpointException {
    List<String> outputs =
        graph.nodes(
            "SkipLayerNormalization",
            List.of(norm, "", "", norm + ".sum"),
            List.of(
                residual,
                delta,
                weights.vector(weight(norm), config.width()),
                weights.vector(bias(norm), config.width()),
                weights.vector(bias(biasOf), config.width())),
            Map.of("epsilon", config.layerNormEpsilon()));
    return List.of(outputs.get(0), outputs.get(3));
  }

  private String part(int layer, String part) {
    return inLayer(stack, layer, part);
  }
}
