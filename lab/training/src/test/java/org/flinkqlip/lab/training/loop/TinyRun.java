// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration whose steps take milliseconds: 4 codes of 8 bits from 32 pixels. */
public final class TinyRun {
  private static final String MODEL =
      """
      {
        "projection_dim": 16,
        "vision_config": {
          "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2,
          "num_attention_heads": 2, "image_size": 32, "patch_size": 16, "num_channels": 3,
          "hidden_act": "gelu", "layer_norm_eps": 1e-06, "q_bias": true, "k_bias": false,
          "v_bias": true, "subln": true, "swiglu": true, "rope": true,
          "quantizer": "bsq", "quantizer_l2_norm": true, "quantizer_embed_type": "mlp",
          "quantizer_cfg": {"embed_dim": 8, "group_size": 4, "l2_norm": true,
            "persample_entropy_compute": "group", "inv_temperature": 10.0},
          "hidden_size_post_q": 32
        },
        "text_config": {
          "vocab_size": 0, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1,
          "num_attention_heads": 2, "max_position_embeddings": 77, "hidden_act": "gelu",
          "layer_norm_eps": 1e-05, "bos_token_id": 0, "eos_token_id": 0
        },
        "decoder_config": {
          "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 1,
          "num_attention_heads": 2, "image_size": 32, "patch_size": 16, "num_channels": 3,
          "hidden_act": "gelu", "layer_norm_eps": 1e-06, "q_bias": true, "k_bias": false,
          "v_bias": true, "subln": true, "swiglu": true, "rope": true
        },
        "vision_projection_bias": false,
        "text_projection_bias": false
      }
      """;

  private static final String CONFIG =
      """
      model: {path: model.json}
      data: {%s}
      vocabulary: {size: 600, captions: 500}
      stage1:
        steps: %d
        batch: 8
        micro-batch: %d
        optimizer:
          kind: adamw
          learning-rates: {vision: 2.0e-3, text: 2.0e-3, quantizer: 2.0e-3, decoder: 2.0e-3}
          warm-up: 3
          weight-decay: 0.05
          clip: 5
        weights: {reconstruction: 5, alignment: 1, quantization: %s, commitment: 0.1}
        balancing: %s
      stage2:
        steps: %d
        batch: 8
        optimizer:
          kind: lamb
          learning-rates: {vision: 0, text: 0, quantizer: 1.0e-3, decoder: 1.0e-3}
          warm-up: 2
          weight-decay: 0.05
          clip: 1
        weights: {reconstruction: 1, quantization: 0.1, perceptual: 0.1, adversarial: 0.1}
        discriminator-learning-rate: 1.0e-3
        discriminator-start: 2
      seed: 1
      threads: 2
      checkpoint-every: 10
      evaluate-every: %d
      log-every: 5
      output: %s
      """;

  String data = "kind: scenes, seed: 1, distinct: 64";
  int stage1Steps = 30;
  int stage2Steps = 20;
  int microBatch = 8;
  String quantization = "0.1";
  String balancing = "static";
  int evaluateEvery;

  /** Writes the configuration, its output {@code output} below the folder, and returns its file. */
  public Path write(Path folder, String output) throws IOException {
    Files.writeString(folder.resolve("model.json"), MODEL);
    Path file = folder.resolve(output + ".yaml");
    Files.writeString(
        file,
        CONFIG.formatted(
            data,
            stage1Steps,
            microBatch,
            quantization,
            balancing,
            stage2Steps,
            evaluateEvery,
            folder.resolve(output)));
    return file;
  }
}
