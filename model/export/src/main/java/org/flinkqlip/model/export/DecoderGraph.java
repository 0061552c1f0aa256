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
import org.flinkqlip.model.export.checkpoint.QuantizerConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TransformerConfig;

/**
 * The decoder: codes int32 [B, N] to pixels uint8 [B, S, S, 3], and where asked for to the raw
 * reconstruction float32 [B, 3, S, S] in normalised pixel space, unclamped.
 */
final class DecoderGraph {
  static final String CODES = "codes";
  static final String PIXELS = "pixels";
  static final String RECONSTRUCTION = "reconstruction";

  private final GraphBuilder graph;
  private final Weights weights;
  private final QlipConfig config;
  private final TransformerConfig transformer;
  private final PatchGrid grid;
  private final PreprocessorConfig preprocessor;

  private DecoderGraph(Checkpoint checkpoint, WeightFile file, ExportOptions options) {
    this.graph = new GraphBuilder("qlip-decoder", file, options);
    this.weights = new Weights(checkpoint.weights(), graph);
    this.config = checkpoint.config();
    this.transformer = config.decoder().transformer();
    this.grid = config.decoder().grid();
    this.preprocessor = checkpoint.preprocessor();
  }

  static ModelProto build(
      Checkpoint checkpoint, WeightFile file, ExportOptions options, String producerVersion)
      throws IOException, CheckpointException {
    DecoderGraph decoder = new DecoderGraph(checkpoint, file, options);
    String latents = decoder.dequantize();
    String hidden = decoder.transform(latents);
    String patches = decoder.toPatches(hidden);
    decoder.pixels(patches);
    if (options.rawReconstruction()) {
      decoder.reconstruction(patches);
    }
    return decoder.graph.build(producerVersion);
  }

  /** Codes to the decoder's input [B, N, Dp]: bits, scaled to +-q, through the bottleneck's MLP. */
  private String dequantize() throws IOException, CheckpointException {
    QuantizerConfig quantizer = config.vision().quantizer();
    String codes = graph.input(CODES, DataType.INT32, grid.tokens());
    String bits = CodeBits.unpack(graph, codes, quantizer.bits());
    int width = config.vision().postQuantWidth();
    FoldedDequantizer folded = FoldedDequantizer.of(weights, quantizer, width);
    String first = TensorNames.QUANTIZER_OUT_1;
    String second = TensorNames.QUANTIZER_OUT_2;
    String projected =
        graph.node(
            "MatMul",
            first,
            bits,
            graph.weight(weight(first), folded.matrix(), quantizer.bits(), width));
    String activated =
        graph.node(
            "BiasGelu",
            first + ".gelu",
            projected,
            graph.weight(bias(first), folded.offsets(), width));
    return graph.node(
        "Add",
        second + ".biased",
        graph.node("MatMul", second, activated, weights.matrix(second, width, width)),
        weights.vector(bias(second), width));
  }

  private String transform(String latents) throws IOException, CheckpointException {
    String positions = TensorNames.DECODER_POSITIONS;
    String embedded =
        graph.node(
            "Add",
            "embeddings",
            latents,
            graph.weight(positions, weights.raw(positions), 1, grid.tokens(), transformer.width()));
    TransformerGraph stack =
        TransformerGraph.of(graph, weights, transformer, TensorNames.DECODER_LAYERS);
    if (transformer.rope()) {
      stack.rotated(RotaryTables.of(grid.side(), transformer.headSize(), 0));
    }
    return stack.add(embedded).last();
  }

  /** Hidden states to patches [B, G, G, 3, P, P] in normalised pixel space. */
  private String toPatches(String hidden) throws IOException, CheckpointException {
    int width = transformer.width();
    int inner = transformer.intermediate();
    String normed =
        weights.layerNorm(TensorNames.DECODER_NORM, hidden, width, transformer.layerNormEpsilon());
    String first = weights.linear(TensorNames.DECODER_OUT_1, normed, width, inner);
    String activated = graph.node("Tanh", TensorNames.DECODER_OUT_1 + ".tanh", first);
    String flat = weights.linear(TensorNames.DECODER_OUT_2, activated, inner, grid.patchValues());
    int side = grid.side();
    int patch = grid.patchSize();
    return graph.node(
        "Reshape", "patches", flat, graph.vector("patches.shape", -1, side, side, 3, patch, patch));
  }

  /** Undoes the normalisation and rounds to 8 bits. */
  private void pixels(String patches) throws IOException {
    float[] scale = new float[3];
    float[] shift = new float[3];
    for (int channel = 0; channel < 3; channel++) {
      scale[channel] = (float) (preprocessor.deviation().get(channel) / preprocessor.scale());
      shift[channel] = (float) (preprocessor.mean().get(channel) / preprocessor.scale());
    }
    String ordered =
        graph.node(
            "Transpose",
            "pixels.ordered",
            List.of(patches),
            Map.of("perm", List.of(0, 1, 4, 2, 5, 3)));
    String scaled =
        graph.node("Mul", "pixels.scaled", ordered, graph.weight("pixels.scale", scale, 3));
    String shifted =
        graph.node("Add", "pixels.shifted", scaled, graph.weight("pixels.shift", shift, 3));
    String clipped =
        graph.node(
            "Clip",
            "pixels.clipped",
            graph.node("Round", "pixels.rounded", shifted),
            graph.scalar("pixels.min", 0f),
            graph.scalar("pixels.max", 255f));
    String bytes =
        graph.node(
            "Cast", "pixels.bytes", List.of(clipped), Map.of("to", DataType.UINT8.getNumber()));
    int edge = grid.imageSize();
    graph.output(
        graph.node("Reshape", PIXELS, bytes, graph.vector("pixels.shape", -1, edge, edge, 3)),
        DataType.UINT8,
        edge,
        edge,
        3);
  }

  private void reconstruction(String patches) {
    int edge = grid.imageSize();
    String ordered =
        graph.node(
            "Transpose",
            "reconstruction.ordered",
            List.of(patches),
            Map.of("perm", List.of(0, 3, 1, 4, 2, 5)));
    graph.output(
        graph.node(
            "Reshape",
            RECONSTRUCTION,
            ordered,
            graph.vector("reconstruction.shape", -1, 3, edge, edge)),
        DataType.FLOAT,
        3,
        edge,
        edge);
  }
}
