// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.runtime.codes.CodeLayout;

/** Translates the published names of {@code config.json} into ours. */
final class PublishedConfig {
  /** Keys that published configurations carry and that do not change the network. */
  private static final List<String> BOOKKEEPING =
      List.of(
          "_name_or_path",
          "_commit_hash",
          "architectures",
          "auto_map",
          "torch_dtype",
          "dtype",
          "transformers_version",
          "model_type",
          "initializer_factor",
          "initializer_range",
          "logit_scale_init_value",
          "attention_dropout",
          "dropout",
          "hidden_dropout",
          "projection_dim",
          "pad_token_id",
          "return_dict",
          "use_cache");

  /** Settings of the quantizer's losses. */
  private static final List<String> QUANTIZER_TRAINING =
      List.of(
          "soft_entropy",
          "beta",
          "gamma_0",
          "gamma_1",
          "input_format",
          "persample_entropy_compute",
          "inv_temperature");

  private PublishedConfig() {}

  static QlipConfig read(Path file) throws IOException, CheckpointException {
    ConfigObject config = ConfigObject.read(file);
    try {
      int embeddingSize = config.integer("projection_dim");
      QlipConfig qlip =
          new QlipConfig(
              vision(config.object("vision_config")),
              decoder(config.object("decoder_config")),
              text(config.object("text_config")),
              embeddingSize,
              config.flag("vision_projection_bias"),
              config.flag("text_projection_bias"));
      config.skip(BOOKKEEPING);
      config.finish();
      return qlip;
    } catch (IllegalArgumentException e) {
      throw config.invalid(e);
    }
  }

  private static VisionConfig vision(ConfigObject config) throws CheckpointException {
    config.expect("quantizer", "bsq");
    config.expect("quantizer_embed_type", "mlp");
    // Only scales the latents, so that no sign depends on it.
    config.flag("quantizer_l2_norm");
    ConfigObject quantizer = config.object("quantizer_cfg");
    VisionConfig vision =
        new VisionConfig(
            imageTransformer(config),
            grid(config),
            new QuantizerConfig(
                new CodeLayout(quantizer.integer("embed_dim"), quantizer.integer("group_size")),
                quantizer.flag("l2_norm")),
            config.has("hidden_size_post_q")
                ? config.integer("hidden_size_post_q")
                : config.integer("hidden_size"));
    quantizer.skip(QUANTIZER_TRAINING);
    quantizer.finish();
    config.skip(BOOKKEEPING);
    config.finish();
    return vision;
  }

  private static DecoderConfig decoder(ConfigObject config) throws CheckpointException {
    DecoderConfig decoder = new DecoderConfig(imageTransformer(config), grid(config));
    config.skip(BOOKKEEPING);
    config.finish();
    return decoder;
  }

  private static TextConfig text(ConfigObject config) throws CheckpointException {
    TransformerConfig transformer =
        new TransformerConfig(
            config.integer("hidden_size"),
            config.integer("num_hidden_layers"),
            config.integer("num_attention_heads"),
            config.integer("intermediate_size"),
            activation(config),
            (float) config.number("layer_norm_eps"),
            true,
            true,
            true,
            false,
            false,
            false);
    TextConfig text =
        new TextConfig(
            transformer,
            config.integer("vocab_size"),
            config.integer("max_position_embeddings"),
            config.integer("bos_token_id"),
            config.integer("eos_token_id"));
    config.skip(BOOKKEEPING);
    config.finish();
    return text;
  }

  private static TransformerConfig imageTransformer(ConfigObject config)
      throws CheckpointException {
    return new TransformerConfig(
        config.integer("hidden_size"),
        config.integer("num_hidden_layers"),
        config.integer("num_attention_heads"),
        config.integer("intermediate_size"),
        activation(config),
        (float) config.number("layer_norm_eps"),
        config.flag("q_bias"),
        config.flag("k_bias"),
        config.flag("v_bias"),
        config.flag("subln"),
        config.flag("swiglu"),
        config.flag("rope"));
  }

  private static PatchGrid grid(ConfigObject config) throws CheckpointException {
    config.expect("num_channels", "3");
    return new PatchGrid(config.integer("image_size"), config.integer("patch_size"));
  }

  private static Activation activation(ConfigObject config) throws CheckpointException {
    String name = config.text("hidden_act");
    for (Activation activation : Activation.values()) {
      if (activation.publishedName().equals(name)) {
        return activation;
      }
    }
    throw new IllegalArgumentException(
        "hidden_act %s is not supported; gelu and quick_gelu are".formatted(name));
  }
}
