// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static org.flinkqlip.model.export.checkpoint.TensorNames.bias;
import static org.flinkqlip.model.export.checkpoint.TensorNames.inLayer;
import static org.flinkqlip.model.export.checkpoint.TensorNames.weight;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The tensors that an architecture implies: their published names and shapes. */
public final class CheckpointLayout {
  /** Rotary tables and position ids: constants that some exports of the network carry along. */
  private static final Pattern BUFFERS =
      Pattern.compile(".*\\.rope\\.freqs_(cos|sin)|.*\\.position_ids");

  private final SortedMap<String, List<Long>> shapes = new TreeMap<>();

  private CheckpointLayout() {}

  /** Extents by name of every weight of {@code config}. Linear weights are [out, in]. */
  public static SortedMap<String, List<Long>> shapes(QlipConfig config) {
    CheckpointLayout layout = new CheckpointLayout();
    layout.vision(config);
    layout.decoder(config);
    layout.text(config);
    layout.put(TensorNames.LOGIT_SCALE);
    return layout.shapes;
  }

  /** Whether a tensor holds no weight, so that a checkpoint may have or lack it. */
  static boolean isBuffer(String name) {
    return BUFFERS.matcher(name).matches();
  }

  private void vision(QlipConfig config) {
    VisionConfig vision = config.vision();
    int width = vision.transformer().width();
    int patch = vision.grid().patchSize();
    int bits = vision.quantizer().bits();
    put(TensorNames.CLASS_EMBEDDING, width);
    put(weight(TensorNames.PATCH_EMBEDDING), width, 3, patch, patch);
    put(bias(TensorNames.PATCH_EMBEDDING), width);
    put(weight(TensorNames.VISION_POSITIONS), vision.grid().tokens() + 1, width);
    layers(TensorNames.VISION_LAYERS, vision.transformer());
    norm(TensorNames.VISION_NORM, width);
    linear(
        TensorNames.VISION_PROJECTION,
        width,
        config.embeddingSize(),
        config.visionProjectionBias());
    linear(TensorNames.QUANTIZER_IN_1, width, width, true);
    linear(TensorNames.QUANTIZER_IN_2, width, bits, true);
    linear(TensorNames.QUANTIZER_OUT_1, bits, vision.postQuantWidth(), true);
    linear(TensorNames.QUANTIZER_OUT_2, vision.postQuantWidth(), vision.postQuantWidth(), true);
  }

  private void decoder(QlipConfig config) {
    TransformerConfig transformer = config.decoder().transformer();
    PatchGrid grid = config.decoder().grid();
    put(TensorNames.DECODER_POSITIONS, 1, grid.tokens(), transformer.width());
    layers(TensorNames.DECODER_LAYERS, transformer);
    norm(TensorNames.DECODER_NORM, transformer.width());
    linear(TensorNames.DECODER_OUT_1, transformer.width(), transformer.intermediate(), true);
    linear(TensorNames.DECODER_OUT_2, transformer.intermediate(), grid.patchValues(), true);
  }

  private void text(QlipConfig config) {
    TextConfig text = config.text();
    int width = text.transformer().width();
    put(weight(TensorNames.TEXT_TOKENS), text.vocabularySize(), width);
    put(weight(TensorNames.TEXT_POSITIONS), text.contextLength(), width);
    layers(TensorNames.TEXT_LAYERS, text.transformer());
    norm(TensorNames.TEXT_NORM, width);
    linear(TensorNames.TEXT_PROJECTION, width, config.embeddingSize(), config.textProjectionBias());
  }

  private void layers(String layers, TransformerConfig config) {
    int width = config.width();
    for (int layer = 0; layer < config.layers(); layer++) {
      norm(inLayer(layers, layer, TensorNames.NORM_1), width);
      linear(inLayer(layers, layer, TensorNames.QUERY), width, width, config.queryBias());
      linear(inLayer(layers, layer, TensorNames.KEY), width, width, config.keyBias());
      linear(inLayer(layers, layer, TensorNames.VALUE), width, width, config.valueBias());
      linear(inLayer(layers, layer, TensorNames.ATTENTION_OUT), width, width, true);
      norm(inLayer(layers, layer, TensorNames.NORM_2), width);
      if (config.swiglu()) {
        linear(inLayer(layers, layer, TensorNames.GATE), width, config.intermediate(), true);
        linear(inLayer(layers, layer, TensorNames.UP), width, config.intermediate(), true);
        linear(inLayer(layers, layer, TensorNames.GATED_DOWN), config.intermediate(), width, true);
      } else {
        linear(inLayer(layers, layer, TensorNames.PLAIN_UP), width, config.intermediate(), true);
        linear(inLayer(layers, layer, TensorNames.PLAIN_DOWN), config.intermediate(), width, true);
      }
      if (config.subLayerNorm()) {
        norm(inLayer(layers, layer, TensorNames.ATTENTION_NORM), width);
        norm(inLayer(layers, layer, TensorNames.FEED_FORWARD_NORM), config.intermediate());
      }
    }
  }

  private void linear(String name, int in, int out, boolean bias) {
    put(weight(name), out, in);
    if (bias) {
      put(bias(name), out);
    }
  }

  private void norm(String name, int width) {
    put(weight(name), width);
    put(bias(name), width);
  }

  private void put(String name, int... extents) {
    List<Long> shape = new java.util.ArrayList<>();
    for (int extent : extents) {
      shape.add((long) extent);
    }
    shapes.put(name, List.copyOf(shape));
  }
}
