// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.codes.CodeLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @BeforeEach
  void copyCheckpoint() throws IOException {
    for (String file :
        new String[] {Checkpoint.CONFIG, Checkpoint.PREPROCESSOR, Checkpoint.WEIGHTS}) {
      Files.copy(GoldenModel.EVA_P8_96.checkpoint().resolve(file), directory.resolve(file));
    }
  }

  @Test
  void translatesThePublishedNames() throws Exception {
    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      VisionConfig vision = checkpoint.config().vision();
      assertThat(vision.grid()).isEqualTo(new PatchGrid(96, 8));
      assertThat(vision.quantizer()).isEqualTo(new QuantizerConfig(new CodeLayout(28, 7), true));
      assertThat(vision.transformer())
          .isEqualTo(
              new TransformerConfig(
                  64, 2, 4, 112, Activation.GELU, 1e-6f, true, false, true, true, true, true));
      assertThat(checkpoint.config().decoder().transformer().subLayerNorm()).isFalse();
      assertThat(checkpoint.config().embeddingSize()).isEqualTo(24);
      assertThat(checkpoint.preprocessor().mean())
          .containsExactly(0.48145466, 0.4578275, 0.40821073);
    }
  }

  @Test
  void readsTheOlderPreprocessorWithPlainSizes() throws Exception {
    edit(Checkpoint.PREPROCESSOR, config -> config.put("size", 96).put("crop_size", 96));

    try (Checkpoint checkpoint = Checkpoint.open(directory)) {
      assertThat(checkpoint.preprocessor().imageSize()).isEqualTo(96);
    }
  }

  @Test
  void namesAMissingKey() throws Exception {
    edit(Checkpoint.CONFIG, config -> config.withObjectProperty("vision_config").remove("swiglu"));
    assertRefused("lacks the key vision_config.swiglu");
  }

  @Test
  void namesUnknownKeys() throws Exception {
    edit(
        Checkpoint.CONFIG,
        config -> config.withObjectProperty("vision_config").put("registers", 4));
    assertRefused("unknown keys: vision_config.registers");
  }

  @Test
  void namesAValueOfTheWrongType() throws Exception {
    edit(
        Checkpoint.CONFIG,
        config -> config.withObjectProperty("decoder_config").put("hidden_size", "wide"));
    assertRefused("decoder_config.hidden_size is \"wide\", expected an integer");
  }

  @Test
  void namesAnUnsupportedQuantizer() throws Exception {
    edit(
        Checkpoint.CONFIG,
        config -> config.withObjectProperty("vision_config").put("quantizer", "vq"));
    assertRefused("vision_config.quantizer is vq; only bsq is supported");
  }

  @Test
  void refusesGroupsThatDoNotTileTheBits() throws Exception {
    edit(
        Checkpoint.CONFIG,
        config ->
            config
                .withObjectProperty("vision_config")
                .withObjectProperty("quantizer_cfg")
                .put("group_size", 9));
    assertRefused("groups of 9 bits do not tile 28 bits");
  }

  @Test
  void namesTensorsThatTheArchitectureLacksOrAdds() throws Exception {
    edit(
        Checkpoint.CONFIG,
        config -> config.withObjectProperty("vision_config").put("num_hidden_layers", 3));
    assertRefused("lacks tensors that config.json implies: vision_model.encoder.layers.2.");
    edit(
        Checkpoint.CONFIG,
        config -> config.withObjectProperty("vision_config").put("num_hidden_layers", 1));
    assertRefused("has tensors that config.json does not imply: vision_model.encoder.layers.1.");
  }

  @Test
  void namesTensorsOfAnotherShape() throws Exception {
    edit(Checkpoint.CONFIG, config -> config.put("projection_dim", 25));
    assertRefused("text_projection.weight is F32 [24, 32], expected floats [25, 32]");
  }

  @Test
  void namesTheMissingFile() throws Exception {
    Files.delete(directory.resolve(Checkpoint.WEIGHTS));
    assertRefused("has no model.safetensors");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Checkpoint.open(directory))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(directory.toString());
  }

  private void edit(String file, Consumer<ObjectNode> change) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode node = (ObjectNode) JSON.readTree(path.toFile());
    change.accept(node);
    JSON.writeValue(path.toFile(), node);
  }
}
