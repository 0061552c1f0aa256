// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.Activation;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/** The layers that a tower is made of, by the published names of their weights. */
final class Layers implements AutoCloseable {
  private static final String SOURCE = "block.torchscript";

  private final NetworkWeights weights;
  private final NDManager manager;
  private final ScriptModule script;
  private final NDArray absent;

  /**
   * @param causal whether a token sees only itself and those before it
   */
  Layers(
      NetworkWeights weights,
      TransformerConfig config,
      boolean causal,
      ComputePrecision precision) {
    this.weights = weights;
    manager = weights.manager().newSubManager();
    absent = manager.create(new Shape(0));
    script =
        new ScriptModule(
            manager,
            "Block",
            source(),
            Map.of(
                "heads",
                config.heads(),
                "epsilon",
                (double) config.layerNormEpsilon(),
                "causal",
                causal,
                "quick",
                config.activation() == Activation.QUICK_GELU,
                "half",
                precision == ComputePrecision.BFLOAT16));
  }

  private static String source() {
    try (InputStream in = Layers.class.getResourceAsStream(SOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where constants of these layers belong. */
  NDManager manager() {
    return manager;
  }

  /** The weight of that name, exactly. */
  NDArray get(String name) {
    return weights.get(name);
  }

  /** Linear layer: [B, T, in] to [B, T, out], float32; with a bias if the network has one. */
  NDArray linear(NDArray input, String layer) {
    return linear(input, weights.get(weight(layer)), optional(bias(layer)));
  }

  /**
   * Linear layer: [B, T, in] to [B, T, out], float32.
   *
   * @param weight [out, in]
   * @param bias [out]
   */
  NDArray linear(NDArray input, NDArray weight, NDArray bias) {
    return script.call("linear", input, weight, bias);
  }

  /** Layer norm over the last axis. */
  NDArray norm(NDArray input, String norm) {
    return script.call("norm", input, weights.get(weight(norm)), weights.get(bias(norm)));
  }

  /** Two linear layers with GELU (exact) between them: [B, T, in] to [B, T, out], float32. */
  NDArray geluLayers(NDArray input, String first, String second) {
    return block("gelu_layers", List.of(input), "", List.of(first, second));
  }

  /** Two linear layers with tanh between them: [B, T, in] to [B, T, out], float32. */
  NDArray tanhLayers(NDArray input, String first, String second) {
    return block("tanh_layers", List.of(input), "", List.of(first, second));
  }

  /**
   * A method of the block: the input and the constants, then weight and bias of each layer, of
   * which the network may lack some.
   */
  NDArray block(String method, List<NDArray> inputs, String block, List<String> layers) {
    List<NDArray> arguments = new ArrayList<>(inputs);
    for (String layer : layers) {
      arguments.add(optional(weight(block + layer)));
      arguments.add(optional(bias(block + layer)));
    }
    return script.call(method, arguments.toArray(NDArray[]::new));
  }

  private NDArray optional(String name) {
    return weights.names().contains(name) ? weights.get(name) : absent;
  }

  /** Vectors over the last axis divided by their Euclidean length. */
  static NDArray unitLength(NDArray vectors) {
    return vectors.normalize(2, vectors.getShape().dimension() - 1);
  }

  @Override
  public void close() {
    script.close();
    manager.close();
  }
}
