// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Dimensions of the published checkpoints (paper, table 2; EVA-02-CLIP configurations), for
 * checkpoints with random weights of the same size and speed. What is not published of them (biases
 * of the projections, epsilons) is as in EVA-02-CLIP.
 */
public enum PublishedModel {
  /** 256 pixels, patch 16: 256 codes. */
  QLIP_B_16_256(256, 16, 768, 12, 12, 2048, 512, 512, 8),
  /** 256 pixels, patch 8: 1,024 codes. */
  QLIP_B_8_256(256, 8, 768, 12, 12, 2048, 512, 512, 8),
  /** 392 pixels, patch 14: 784 codes. */
  QLIP_L_14_392(392, 14, 1024, 24, 16, 2730, 768, 768, 12);

  private static final int TEXT_LAYERS = 12;
  private static final int VOCABULARY = 49_408;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int imageSize;
  private final int patchSize;
  private final int width;
  private final int layers;
  private final int heads;
  private final int intermediate;
  private final int embeddingSize;
  private final int textWidth;
  private final int textHeads;

  PublishedModel(
      int imageSize,
      int patchSize,
      int width,
      int layers,
      int heads,
      int intermediate,
      int embeddingSize,
      int textWidth,
      int textHeads) {
    this.imageSize = imageSize;
    this.patchSize = patchSize;
    this.width = width;
    this.layers = layers;
    this.heads = heads;
    this.intermediate = intermediate;
    this.embeddingSize = embeddingSize;
    this.textWidth = textWidth;
    this.textHeads = textHeads;
  }

  /**
   * Writes a checkpoint of these dimensions with random weights to {@code directory}.
   *
   * @param seed the same seed gives the same bytes
   */
  public void writeRandom(Path directory, long seed) throws IOException {
    try {
      RandomCheckpoint.write(directory, config(), PreprocessorConfig.clipJson(imageSize), seed);
    } catch (CheckpointException e) {
      throw new IllegalStateException("our own configuration is valid", e);
    }
  }

  private String config() throws JsonProcessingException {
    ObjectNode config = JSON.createObjectNode();
    config.put("model_type", "clip").put("torch_dtype", "float32");
    config.put("projection_dim", embeddingSize).put("logit_scale_init_value", 2.6592);
    ObjectNode vision = image(config.putObject("vision_config"));
    vision.put("quantizer", "bsq").put("quantizer_l2_norm", true);
    vision.put("quantizer_embed_type", "mlp").put("hidden_size_post_q", width);
    vision
        .putObject("quantizer_cfg")
        .put("embed_dim", 28)
        .put("group_size", 14)
        .put("l2_norm", true);
    image(config.putObject("decoder_config"));
    ObjectNode text = config.putObject("text_config");
    text.put("vocab_size", VOCABULARY).put("max_position_embeddings", 77);
    text.put("bos_token_id", VOCABULARY - 2).put("eos_token_id", VOCABULARY - 1);
    text.put("hidden_size", textWidth).put("intermediate_size", 4 * textWidth);
    text.put("num_hidden_layers", TEXT_LAYERS).put("num_attention_heads", textHeads);
    text.put("hidden_act", "gelu").put("layer_norm_eps", 1e-5);
    config.put("vision_projection_bias", true).put("text_projection_bias", false);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config);
  }

  private ObjectNode image(ObjectNode config) {
    config.put("image_size", imageSize).put("patch_size", patchSize).put("num_channels", 3);
    config.put("hidden_size", width).put("intermediate_size", intermediate);
    config.put("num_hidden_layers", layers).put("num_attention_heads", heads);
    config.put("hidden_act", "gelu").put("layer_norm_eps", 1e-6);
    config.put("q_bias", true).put("k_bias", false).put("v_bias", true);
    return config.put("subln", true).put("swiglu", true).put("rope", true);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
