package org.flinkqlip.model.export;

import static org.flinkqlip.model.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.checkpoint.TensorNames.weight;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.bundle.Precision;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.TransformerConfig;

/** The sum into the residual stream, the bias before it and the layer norm after it. */
final class ResidualNorm {
  private final GraphBuilder graph;
  private final Weights weights;
  private final TransformerConfig config;

  ResidualNorm(GraphBuilder graph, Weights weights, TransformerConfig config) {
    this.graph = graph;
    this.weights = weights;
    this.config = config;
  }

  /**
   * Results of the step.
   *
   * @param normed the norm of the sum
   * @param sum residual + delta + bias
   */
  record Sum(String normed, String sum) {}

  /**
   * Adds the step.
   *
   * @param norm published name of the layer norm
   * @param biasOf published name of the linear layer that {@code delta} is the product of
   */
  Sum add(String norm, String residual, String delta, String biasOf)
      throws IOException, CheckpointException {
    String bias = weights.vector(bias(biasOf), config.width());
    // On the CPU the fused operator takes 3 times as long as the four that it stands for.
    return graph.style() == GraphStyle.FUSED && graph.precision() == Precision.FLOAT16
        ? fused(norm, residual, delta, bias)
        : separate(norm, residual, delta, bias);
  }

  private Sum separate(String norm, String residual, String delta, String bias)
      throws IOException, CheckpointException {
    String biased = graph.node("Add", norm + ".delta", delta, bias);
    String sum = graph.node("Add", norm + ".sum", residual, biased);
    return new Sum(weights.layerNorm(norm, sum, config.width(), config.layerNormEpsilon()), sum);
  }

  private Sum fused(String norm, String residual, String delta, String bias)
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
                bias),
            Map.of("epsilon", config.layerNormEpsilon()));
    return new Sum(outputs.get(0), outputs.get(3));
  }
}
