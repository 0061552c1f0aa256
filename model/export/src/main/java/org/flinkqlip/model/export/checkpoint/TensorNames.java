// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

/** Published tensor names, less their {@code .weight} and {@code .bias}. */
public final class TensorNames {
  public static final String CLASS_EMBEDDING = "vision_model.embeddings.class_embedding";
  public static final String PATCH_EMBEDDING = "vision_model.embeddings.patch_embedding";
  public static final String VISION_POSITIONS = "vision_model.embeddings.position_embedding";
  public static final String VISION_LAYERS = "vision_model.encoder";
  public static final String VISION_NORM = "vision_model.post_layernorm";
  public static final String VISION_PROJECTION = "visual_projection";
  public static final String QUANTIZER_IN_1 = "vision_model.quant_embed.c_fc";
  public static final String QUANTIZER_IN_2 = "vision_model.quant_embed.c_proj";
  public static final String QUANTIZER_OUT_1 = "vision_model.quant_embed_post.c_fc";
  public static final String QUANTIZER_OUT_2 = "vision_model.quant_embed_post.c_proj";
  public static final String DECODER_POSITIONS = "vision_decoder.position_embeddings";
  public static final String DECODER_LAYERS = "vision_decoder.encoder";
  public static final String DECODER_NORM = "vision_decoder.norm";
  public static final String DECODER_OUT_1 = "vision_decoder.ffn.0";
  public static final String DECODER_OUT_2 = "vision_decoder.conv_out";
  public static final String TEXT_TOKENS = "text_model.embeddings.token_embedding";
  public static final String TEXT_POSITIONS = "text_model.embeddings.position_embedding";
  public static final String TEXT_LAYERS = "text_model.encoder";
  public static final String TEXT_NORM = "text_model.final_layer_norm";
  public static final String TEXT_PROJECTION = "text_projection";
  public static final String LOGIT_SCALE = "logit_scale";

  public static final String NORM_1 = "layer_norm1";
  public static final String QUERY = "self_attn.q_proj";
  public static final String KEY = "self_attn.k_proj";
  public static final String VALUE = "self_attn.v_proj";
  public static final String ATTENTION_NORM = "self_attn.inner_attn_ln";
  public static final String ATTENTION_OUT = "self_attn.out_proj";
  public static final String NORM_2 = "layer_norm2";
  public static final String GATE = "mlp.w1";
  public static final String UP = "mlp.w2";
  public static final String GATED_DOWN = "mlp.w3";
  public static final String PLAIN_UP = "mlp.fc1";
  public static final String PLAIN_DOWN = "mlp.fc2";
  public static final String FEED_FORWARD_NORM = "mlp.ffn_ln";

  private TensorNames() {}

  /** The name of {@code part} in block {@code layer} of the stack {@code layers}. */
  public static String inLayer(String layers, int layer, String part) {
    return "%s.layers.%d.%s".formatted(layers, layer, part);
  }

  public static String weight(String name) {
    return name + ".weight";
  }

  public static String bias(String name) {
    return name + ".bias";
  }
}
