package org.flinkqlip.training.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.flinkqlip.model.checkpoint.Checkpoint;
import org.flinkqlip.model.checkpoint.CheckpointLayout;
import org.flinkqlip.model.checkpoint.SafetensorsWriter;
import org.flinkqlip.model.checkpoint.TensorType;
import org.flinkqlip.model.text.ClipVocabulary;

/**
 * Writes weights as a folder in the published layout, which the exporter and the reference read.
 */
public final class CheckpointFolder {
  private static final List<String> REQUIRED = List.of(Checkpoint.CONFIG, Checkpoint.PREPROCESSOR);
  private static final List<String> OPTIONAL =
      List.of(ClipVocabulary.VOCAB, ClipVocabulary.MERGES, ClipVocabulary.TOKENIZER);

  private CheckpointFolder() {}

  /**
   * Writes {@code weights} and copies configuration and vocabulary.
   *
   * @param target folder, made if missing; files of these names are replaced
   * @param source folder with {@code config.json} and {@code preprocessor_config.json} of the same
   *     architecture, and the vocabulary if there is one
   * @param type F32, F16 or BF16
   */
  public static void write(Path target, NetworkWeights weights, Path source, TensorType type)
      throws IOException {
    Files.createDirectories(target);
    for (String file : REQUIRED) {
      copy(source.resolve(file), target.resolve(file));
    }
    for (String file : OPTIONAL) {
      if (Files.exists(source.resolve(file))) {
        copy(source.resolve(file), target.resolve(file));
      }
    }
    SafetensorsWriter.write(
        target.resolve(Checkpoint.WEIGHTS),
        type,
        CheckpointLayout.shapes(weights.config()),
        name -> weights.get(name).toFloatArray());
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to) || !Files.isSameFile(from, to)) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
