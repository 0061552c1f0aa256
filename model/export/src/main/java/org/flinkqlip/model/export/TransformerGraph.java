// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.inLayer;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import java.io.IOException;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.Activation;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;
import org.jspecify.annotations.Nullable;

/**
 * A stack of pre-norm blocks. The sum into the residual stream, the bias before it and the layer
 * norm after it are one step, so that block i ends in the norm of block i + 1.
 */
final class TransformerGraph {
  /** SiLU is x sigmoid(x). */
  private static final float SILU = 1.0f;

  private static final float QUICK_GELU = 1.702f;

  private final GraphBuilder graph;
  private final Weights weights;
  private final TransformerConfig config;
  private final String stack;
  private final BlockOperators operators;
  private final Products products;
  private @Nullable RotaryTables tables;

  private TransformerGraph(
      GraphBuilder graph,
      Weights weights,
      TransformerConfig config,
      String stack,
      BlockOperators operators) {
    this.graph = graph;
    this.weights = weights;
    this.config = config;
    this.stack = stack;
    this.operators = operators;
    this.products = Products.of(graph, weights);
  }

  /** Blocks in which each token sees all others. */
  static TransformerGraph of(
      GraphBuilder graph, Weights weights, TransformerConfig config, String stack) {
    return of(graph, weights, config, stack, 0);
  }

  /**
   * Blocks in which a token sees only those before it.
   *
   * @param tokens length of the sequence
   */
  static TransformerGraph causal(
      GraphBuilder graph, Weights weights, TransformerConfig config, String stack, int tokens) {
    return of(graph, weights, config, stack, tokens);
  }

  private static TransformerGraph of(
      GraphBuilder graph,
      Weights weights,
      TransformerConfig config,
      String stack,
      int causalTokens) {
    BlockOperators operators =
        switch (graph.style()) {
          case FUSED -> new FusedOperators(graph, config, stack, causalTokens > 0);
          case PLAIN -> new PlainOperators(graph, config, stack, causalTokens);
        };
    return new TransformerGraph(graph, weights, config, stack, operators);
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
    if (tables != null) {
      operators.useTables(tables);
    }
    String hidden = input;
    String normed = norm(part(0, TensorNames.NORM_1), input, config.width());
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

  private String attention(int layer, String normed) throws IOException, CheckpointException {
    int width = config.width();
    String name = part(layer, "self_attn");
    String query =
        rotate(linear(part(layer, TensorNames.QUERY), normed, width, width, config.queryBias()));
    String key =
        rotate(linear(part(layer, TensorNames.KEY), normed, width, width, config.keyBias()));
    String value = linear(part(layer, TensorNames.VALUE), normed, width, width, config.valueBias());
    String attended = operators.attention(name, query, key, value);
    if (config.subLayerNorm()) {
      attended = norm(part(layer, TensorNames.ATTENTION_NORM), attended, width);
    }
    return product(part(layer, TensorNames.ATTENTION_OUT), attended, width, width);
  }

  private String rotate(String projected) {
    return config.rope() ? operators.rotate(projected) : projected;
  }

  private String feedForward(int layer, String normed) throws IOException, CheckpointException {
    String expanded = config.swiglu() ? gated(layer, normed) : plain(layer, normed);
    if (config.subLayerNorm()) {
      expanded = norm(part(layer, TensorNames.FEED_FORWARD_NORM), expanded, config.intermediate());
    }
    return product(
        part(layer, config.swiglu() ? TensorNames.GATED_DOWN : TensorNames.PLAIN_DOWN),
        expanded,
        config.intermediate(),
        config.width());
  }

  private String gated(int layer, String normed) throws IOException, CheckpointException {
    String name = part(layer, "mlp");
    int width = config.width();
    int inner = config.intermediate();
    String gate = linear(part(layer, TensorNames.GATE), normed, width, inner, true);
    String up = linear(part(layer, TensorNames.UP), normed, width, inner, true);
    return graph.node(
        "Mul", name + ".gated", operators.sigmoidGate(name + ".silu", gate, SILU), up);
  }

  private String plain(int layer, String normed) throws IOException, CheckpointException {
    String up = part(layer, TensorNames.PLAIN_UP);
    String projected = product(up, normed, config.width(), config.intermediate());
    String bias = weights.vector(bias(up), config.intermediate());
    if (config.activation() == Activation.GELU) {
      return operators.biasGelu(up + ".gelu", projected, bias);
    }
    String biased = graph.node("Add", up + ".biased", projected, bias);
    return operators.sigmoidGate(up + ".quick_gelu", biased, QUICK_GELU);
  }

  private String linear(String layer, String input, int in, int out, boolean biased)
      throws IOException, CheckpointException {
    String product = product(layer, input, in, out);
    return biased
        ? graph.node("Add", layer + ".biased", product, weights.vector(bias(layer), out))
        : product;
  }

  /** The product alone: the bias joins the next operator. */
  private String product(String layer, String input, int in, int out)
      throws IOException, CheckpointException {
    return products.multiply(layer, input, in, out);
  }

  private String norm(String name, String input, int width)
      throws IOException, CheckpointException {
    return operators.norm(
        name, input, weights.vector(weight(name), width), weights.vector(bias(name), width));
  }

  private List<String> addAndNorm(String norm, String residual, String delta, String biasOf)
      throws IOException, CheckpointException {
    int width = config.width();
    return operators.addAndNorm(
        norm,
        residual,
        delta,
        weights.vector(bias(biasOf), width),
        weights.vector(weight(norm), width),
        weights.vector(bias(norm), width));
  }

  private String part(int layer, String part) {
    return inLayer(stack, layer, part);
  }
}
