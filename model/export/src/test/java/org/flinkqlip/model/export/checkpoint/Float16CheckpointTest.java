// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.model.runtime.bundle.HalfFloats;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Float16CheckpointTest {
  private static final Path GOLDEN = Path.of("../golden/eva-p16-64");

  @TempDir private Path folder;
  private Path source;
  private Path target;

  @BeforeEach
  void writeASource() throws Exception {
    source = folder.resolve("source");
    target = folder.resolve("target");
    String config =
        Files.readString(GOLDEN.resolve(Checkpoint.CONFIG))
            .replace("\"vocab_size\": 300", "\"vocab_size\": 514")
            .replace("\"bos_token_id\": 298", "\"bos_token_id\": 512")
            .replace("\"eos_token_id\": 299", "\"eos_token_id\": 513");
    RandomCheckpoint.write(
        source, config, Files.readString(GOLDEN.resolve(Checkpoint.PREPROCESSOR)), 7);
  }

  @Test
  void everyWeightIsTheNearestHalf() throws Exception {
    Float16Checkpoint.write(source, target);

    try (Checkpoint before = Checkpoint.open(source);
        Checkpoint after = Checkpoint.open(target)) {
      assertThat(after.config()).isEqualTo(before.config());
      for (String name : before.weights().tensors().keySet()) {
        assertThat(after.weights().tensor(name).type()).isEqualTo(TensorType.F16);
        float[] expected = before.weights().floats(name);
        for (int i = 0; i < expected.length; i++) {
          expected[i] = HalfFloats.fromFloat16(HalfFloats.toFloat16(expected[i]));
        }
        assertThat(after.weights().floats(name)).isEqualTo(expected);
      }
    }
  }

  @Test
  void theFileIsHalfAsLargeAndTheVocabularyComesAlong() throws Exception {
    Float16Checkpoint.write(source, target);

    assertThat(Files.size(target.resolve(Checkpoint.WEIGHTS)))
        .isLessThan((long) (0.6 * Files.size(source.resolve(Checkpoint.WEIGHTS))));
    assertThat(target.resolve(ClipVocabulary.VOCAB))
        .hasSameBinaryContentAs(source.resolve(ClipVocabulary.VOCAB));
    assertThat(Files.readString(target.resolve(Checkpoint.CONFIG)))
        .contains("\"torch_dtype\" : \"float16\"");
  }

  @Test
  void aWeightBeyondFloat16IsNamed() throws Exception {
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    try (SafetensorsFile weights = SafetensorsFile.open(source.resolve(Checkpoint.WEIGHTS))) {
      weights.tensors().forEach((name, info) -> shapes.put(name, info.shape()));
    }
    SafetensorsWriter.write(
        source.resolve(Checkpoint.WEIGHTS),
        TensorType.F32,
        shapes,
        name -> {
          float[] values =
              new float[Math.toIntExact(shapes.get(name).stream().reduce(1L, Math::multiplyExact))];
          values[0] = name.equals(TensorNames.LOGIT_SCALE) ? 70_000 : 1;
          return values;
        });

    assertThatThrownBy(() -> Float16Checkpoint.write(source, target))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(TensorNames.LOGIT_SCALE)
        .hasMessageContaining("70000.0");
  }
}
