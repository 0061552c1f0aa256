package org.flinkqlip.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import org.flinkqlip.model.text.ClipVocabulary;

/** Writes a checkpoint again with weights in float16: half the bytes of float32. */
public final class Float16Checkpoint {
  private static final List<String> COPIED =
      List.of(
          Checkpoint.PREPROCESSOR,
          ClipVocabulary.VOCAB,
          ClipVocabulary.MERGES,
          ClipVocabulary.TOKENIZER);

  private static final ObjectMapper JSON = new ObjectMapper();

  private Float16Checkpoint() {}

  /**
   * Writes the checkpoint in {@code source} to {@code target}; the same source gives the same
   * bytes.
   *
   * @param target folder, made if missing
   * @throws CheckpointException if the source cannot be used, or has weights beyond float16
   */
  public static void write(Path source, Path target) throws IOException, CheckpointException {
    try (Checkpoint checkpoint = Checkpoint.open(source)) {
      Files.createDirectories(target);
      SortedMap<String, List<Long>> shapes = CheckpointLayout.shapes(checkpoint.config());
      SafetensorsWriter.writeFloat16(
          target.resolve(Checkpoint.WEIGHTS), shapes, name -> floats(checkpoint, name));
    } catch (IllegalArgumentException e) {
      throw new CheckpointException("[%s] %s".formatted(source, e.getMessage()), e);
    }
    writeConfig(source, target);
    for (String file : COPIED) {
      if (Files.isRegularFile(source.resolve(file))) {
        Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static float[] floats(Checkpoint checkpoint, String name) throws IOException {
    try {
      return checkpoint.weights().floats(name);
    } catch (CheckpointException e) {
      throw new IllegalStateException("an open checkpoint has its tensors", e);
    }
  }

  private static void writeConfig(Path source, Path target) throws IOException {
    JsonNode config = JSON.readTree(source.resolve(Checkpoint.CONFIG).toFile());
    ((ObjectNode) config).put("torch_dtype", "float16");
    Files.writeString(
        target.resolve(Checkpoint.CONFIG),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
  }
}
