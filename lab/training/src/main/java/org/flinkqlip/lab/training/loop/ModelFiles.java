// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.lab.training.config.ModelSection;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.VocabularyException;

/**
 * The files of a model that stand before its weights: architecture, preprocessing, vocabulary.
 *
 * @param folder that holds them
 * @param config the architecture
 * @param json its file
 * @param preprocessor of the images
 * @param tokenizer of the captions
 */
record ModelFiles(
    Path folder,
    QlipConfig config,
    JsonNode json,
    PreprocessorConfig preprocessor,
    ClipTokenizer tokenizer) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Writes architecture and preprocessing beside the vocabulary that {@code folder} has, and opens
   * all of them.
   *
   * @param base folder that the model's path starts from
   */
  static ModelFiles write(ModelSection model, Path base, Path folder)
      throws IOException, CheckpointException, VocabularyException {
    ClipVocabulary vocabulary = ClipVocabulary.open(folder);
    ObjectNode json = architecture(model, base);
    if (!(json.get("text_config") instanceof ObjectNode text)) {
      throw new TrainingException("the model's configuration has no text_config");
    }
    text.put("vocab_size", vocabulary.size());
    text.put("bos_token_id", vocabulary.startOfText());
    text.put("eos_token_id", vocabulary.endOfText());
    Path file = folder.resolve(Checkpoint.CONFIG);
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), json);
    QlipConfig config = Checkpoint.readConfig(file);
    int imageSize = config.vision().grid().imageSize();
    Files.writeString(
        folder.resolve(Checkpoint.PREPROCESSOR), PreprocessorConfig.clipJson(imageSize));
    return new ModelFiles(
        folder,
        config,
        json,
        PreprocessorConfig.clip(imageSize),
        new ClipTokenizer(vocabulary, config.text().contextLength()));
  }

  private static ObjectNode architecture(ModelSection model, Path base) throws IOException {
    if (model.config() instanceof ObjectNode inline) {
      return inline.deepCopy();
    }
    Path file = base.resolve(model.path());
    if (!Files.isRegularFile(file)) {
      throw new TrainingException(
          "[%s] is no file; model.path names the config.json of the architecture".formatted(file));
    }
    try {
      if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new TrainingException("[%s] is no JSON: %s".formatted(file, e.getMessage()), e);
    }
    throw new TrainingException("[%s] is no JSON object".formatted(file));
  }
}
