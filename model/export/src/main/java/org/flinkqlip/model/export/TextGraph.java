// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TextConfig;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/**
 * The text tower: ids int64 [B, L], padded to the context length, to embedding float32 [B, D] of
 * unit length. It pools at the first end token, or at the largest id where the configuration's end
 * token is the placeholder 2 of older CLIP configurations.
 */
final class TextGraph {
  static final String IDS = "ids";
  static final String EMBEDDING = "embedding";

  private static final int OLDER_END_OF_TEXT = 2;

  private final GraphBuilder graph;
  private final Weights weights;
  private final QlipConfig config;
  private final TextConfig text;
  private final TransformerConfig transformer;

  private TextGraph(Checkpoint checkpoint, WeightFile file, ExportOptions options) {
    this.graph = new GraphBuilder("qlip-text", file, options);
    this.weights = new Weights(checkpoint.weights(), graph);
    this.config = checkpoint.config();
    this.text = config.text();
    this.transformer = text.transformer();
  }

  static ModelProto build(
      Checkpoint checkpoint, WeightFile file, ExportOptions options, String producerVersion)
      throws IOException, CheckpointException {
    TextGraph tower = new TextGraph(checkpoint, file, options);
    String ids = tower.graph.input(IDS, DataType.INT64, tower.text.contextLength());
    String hidden = tower.transform(tower.embed(ids));
    tower.project(tower.pool(ids, hidden));
    return tower.graph.build(producerVersion);
  }

  private String embed(String ids) throws IOException, CheckpointException {
    int width = transformer.width();
    String tokens = weight(TensorNames.TEXT_TOKENS);
    String positions = weight(TensorNames.TEXT_POSITIONS);
    String gathered =
        graph.node(
            "Gather",
            "tokens",
            List.of(graph.weight(tokens, weights.raw(tokens), text.vocabularySize(), width), ids),
            Map.of("axis", 0));
    return graph.node(
        "Add",
        "embeddings",
        gathered,
        graph.weight(positions, weights.raw(positions), 1, text.contextLength(), width));
  }

  private String transform(String embedded) throws IOException, CheckpointException {
    return TransformerGraph.causal(
            graph, weights, transformer, TensorNames.TEXT_LAYERS, text.contextLength())
        .add(embedded)
        .last();
  }

  /** The hidden state [B, C] at the end of each text. Float32 holds every id exactly. */
  private String pool(String ids, String hidden) {
    String scores = ids;
    if (text.endOfText() != OLDER_END_OF_TEXT) {
      scores =
          graph.node(
              "Equal", "end.is", ids, graph.integers("end.id", new long[] {text.endOfText()}));
    }
    String floats =
        graph.node("Cast", "end.score", List.of(scores), Map.of("to", DataType.FLOAT.getNumber()));
    String end = graph.node("ArgMax", "end", List.of(floats), Map.of("axis", 1, "keepdims", 1));
    return graph.node("GatherND", "pooled", List.of(hidden, end), Map.of("batch_dims", 1));
  }

  /** The norm is per token, so that it may come after the pooling. */
  private void project(String pooled) throws IOException, CheckpointException {
    int width = transformer.width();
    String normed =
        weights.layerNorm(TensorNames.TEXT_NORM, pooled, width, transformer.layerNormEpsilon());
    String projected =
        weights.linear(
            TensorNames.TEXT_PROJECTION,
            normed,
            width,
            config.embeddingSize(),
            config.textProjectionBias());
    graph.output(
        UnitLength.add(graph, projected, EMBEDDING), DataType.FLOAT, config.embeddingSize());
  }
}
