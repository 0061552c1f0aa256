// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.flinkqlip.model.runtime.text.ClipVocabulary;

/**
 * Writes weights as a folder in the published layout, which the exporter and the reference read.
 */
public final class CheckpointFolder {
  private static final List<String> COPIED =
      List.of(
          Checkpoint.PREPROCESSOR,
          ClipVocabulary.VOCAB,
          ClipVocabulary.MERGES,
          ClipVocabulary.TOKENIZER);

  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointFolder() {}

  /**
   * Writes weights, and beside them the configuration, which says their type, and copies of the
   * preprocessing and the vocabulary. The same input gives the same bytes.
   *
   * @param target folder, made if missing; files of these names are replaced
   * @param source folder with {@code config.json} and {@code preprocessor_config.json} of the same
   *     architecture, and the vocabulary if there is one
   * @param type F32, F16 or BF16
   * @throws IllegalArgumentException if a weight is too large for the type; it is named
   */
  public static void write(
      Path target,
      Path source,
      QlipConfig config,
      TensorType type,
      SafetensorsWriter.Values weights)
      throws IOException {
    Files.createDirectories(target);
    SafetensorsWriter.write(
        target.resolve(Checkpoint.WEIGHTS), type, CheckpointLayout.shapes(config), weights);
    ObjectNode published = (ObjectNode) JSON.readTree(source.resolve(Checkpoint.CONFIG).toFile());
    published.put("torch_dtype", torchName(type));
    Files.writeString(
        target.resolve(Checkpoint.CONFIG),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(published) + "\n");
    for (String file : COPIED) {
      if (Files.isRegularFile(source.resolve(file))) {
        Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static String torchName(TensorType type) {
    return switch (type) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      default -> throw new IllegalArgumentException("no type of weights: " + type);
    };
  }
}
