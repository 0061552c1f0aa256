// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartTest {

  @ParameterizedTest
  @CsvSource({
    "vision_model.quant_embed.c_fc.weight, QUANTIZER",
    "vision_model.quant_embed_post.c_proj.bias, QUANTIZER",
    "vision_model.encoder.layers.0.mlp.w1.weight, VISION",
    "visual_projection.weight, VISION",
    "vision_decoder.ffn.0.weight, DECODER",
    "text_model.embeddings.token_embedding.weight, TEXT",
    "text_projection.weight, TEXT",
    "logit_scale, TEXT"
  })
  void everyPublishedNameHasItsPart(String name, Part part) {
    assertThat(Part.of(name)).isEqualTo(part);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Part.of("head.weight")).hasMessageContaining("head.weight");
  }

  @ParameterizedTest
  @CsvSource({
    "vision_model.encoder.layers.0.mlp.w1.weight, 2, true",
    "vision_model.encoder.layers.0.mlp.w1.bias, 1, false",
    "vision_model.post_layernorm.weight, 1, false",
    "vision_model.embeddings.position_embedding.weight, 2, false",
    "vision_decoder.position_embeddings, 3, false",
    "vision_model.embeddings.class_embedding, 1, false",
    "logit_scale, 0, false"
  })
  void onlyMatricesDecay(String name, int rank, boolean decays) {
    assertThat(Parameter.decays(name, rank)).isEqualTo(decays);
  }
}
