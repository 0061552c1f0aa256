// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PatchGrid;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/**
 * The encoder: pixels uint8 [B, S, S, 3] to codes int32 [B, N] and embedding float32 [B, D], and
 * features float32 [B, N, C] where asked for (the second-last hidden state, patches only). Beside
 * them the length of the embedding before it was normalised and the share of unstable bits, float32
 * [B, 1] each, for the health of the model: nothing else reads them.
 */
final class EncoderGraph {
  static final String PIXELS = "pixels";
  static final String CODES = "codes";
  static final String EMBEDDING = "embedding";
  static final String FEATURES = "features";
  static final String EMBEDDING_LENGTH = UnitLength.lengthOf(EMBEDDING);
  static final String UNSTABLE_BITS = "unstable_bits";

  private final GraphBuilder graph;
  private final Weights weights;
  private final QlipConfig config;
  private final PreprocessorConfig preprocessor;

  private EncoderGraph(Checkpoint checkpoint, WeightFile file, ExportOptions options) {
    this.graph = new GraphBuilder("qlip-encoder", file, options);
    this.weights = new Weights(checkpoint.weights(), graph);
    this.config = checkpoint.config();
    this.preprocessor = checkpoint.preprocessor();
  }

  static ModelProto build(
      Checkpoint checkpoint, WeightFile file, ExportOptions options, String producerVersion)
      throws IOException, CheckpointException {
    EncoderGraph encoder = new EncoderGraph(checkpoint, file, options);
    String embedded = encoder.embed();
    TransformerGraph.HiddenStates hidden = encoder.transform(embedded);
    encoder.project(hidden.last());
    encoder.quantize(encoder.patches("patches", hidden.last()));
    if (options.features()) {
      encoder.features(hidden.beforeLast());
    }
    return encoder.graph.build(producerVersion);
  }

  private int width() {
    return config.vision().transformer().width();
  }

  private int tokens() {
    return config.vision().grid().tokens();
  }

  /** Pixels to embeddings [B, N + 1, C], class token first. */
  private String embed() throws IOException, CheckpointException {
    PatchGrid grid = config.vision().grid();
    int side = grid.side();
    int patch = grid.patchSize();
    String pixels = graph.input(PIXELS, DataType.UINT8, grid.imageSize(), grid.imageSize(), 3);
    String tiled =
        graph.node(
            "Reshape",
            "tiles",
            pixels,
            graph.vector("tiles.shape", -1, side, patch, side, patch, 3));
    String byPatch =
        graph.node(
            "Transpose",
            "tiles.by_patch",
            List.of(tiled),
            Map.of("perm", List.of(0, 1, 3, 2, 4, 5)));
    String flat =
        graph.node(
            "Reshape",
            "patches.flat",
            byPatch,
            graph.vector("patches.flat.shape", -1, grid.tokens(), grid.patchValues()));
    String floats =
        graph.node(
            "Cast", "patches.float", List.of(flat), Map.of("to", DataType.FLOAT.getNumber()));
    FoldedPatchEmbedding folded = FoldedPatchEmbedding.of(weights, config.vision(), preprocessor);
    String projected =
        graph.node(
            "MatMul",
            TensorNames.PATCH_EMBEDDING,
            floats,
            graph.weight(
                weight(TensorNames.PATCH_EMBEDDING), folded.matrix(), grid.patchValues(), width()));
    String withRoom =
        graph.node(
            "Pad",
            "embeddings.with_class",
            projected,
            graph.vector("embeddings.pads", 0, 1, 0, 0, 0, 0));
    return graph.node(
        "Add",
        "embeddings",
        withRoom,
        graph.weight("embeddings.offsets", folded.offsets(), 1, grid.tokens() + 1, width()));
  }

  private TransformerGraph.HiddenStates transform(String embedded)
      throws IOException, CheckpointException {
    TransformerConfig transformer = config.vision().transformer();
    TransformerGraph stack =
        TransformerGraph.of(graph, weights, transformer, TensorNames.VISION_LAYERS);
    if (transformer.rope()) {
      stack.rotated(RotaryTables.of(config.vision().grid().side(), transformer.headSize(), 1));
    }
    return stack.add(embedded);
  }

  /** The class token to the unit-length embedding. */
  private void project(String hidden) throws IOException, CheckpointException {
    String classToken =
        graph.node(
            "Gather",
            "class_token",
            List.of(hidden, graph.integers("class_token.index", new long[] {0})),
            Map.of("axis", 1));
    String normed =
        weights.layerNorm(
            TensorNames.VISION_NORM,
            classToken,
            width(),
            config.vision().transformer().layerNormEpsilon());
    String projected =
        weights.linear(
            TensorNames.VISION_PROJECTION,
            normed,
            width(),
            config.embeddingSize(),
            config.visionProjectionBias());
    graph.output(
        UnitLength.add(graph, projected, EMBEDDING), DataType.FLOAT, config.embeddingSize());
    graph.output(EMBEDDING_LENGTH, DataType.FLOAT, 1);
  }

  private String patches(String name, String hidden) {
    return graph.node(
        "Slice",
        name,
        hidden,
        graph.vector(name + ".start", 1),
        graph.vector(name + ".end", tokens() + 1),
        graph.vector(name + ".axis", 1));
  }

  /** The bottleneck, and its signs as integers. Unit length would change no sign. */
  private void quantize(String patches) throws IOException, CheckpointException {
    int bits = config.vision().quantizer().bits();
    String first = TensorNames.QUANTIZER_IN_1;
    String projected =
        graph.node("MatMul", first, patches, weights.matrix(first, width(), width()));
    String activated =
        graph.node("BiasGelu", first + ".gelu", projected, weights.vector(bias(first), width()));
    String latents = weights.linear(TensorNames.QUANTIZER_IN_2, activated, width(), bits);
    String codes = CodeBits.pack(graph, latents, bits, CODES);
    graph.output(codes, DataType.INT32, tokens());
    String unstable = UnstableBits.share(graph, latents, bits, tokens(), UNSTABLE_BITS);
    graph.output(unstable, DataType.FLOAT, 1);
  }

  private void features(String beforeLast) {
    graph.output(patches(FEATURES, beforeLast), DataType.FLOAT, tokens(), width());
  }
}
