// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.RandomCheckpoint;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/**
 * A model of the smallest golden one's shape with random weights and a vocabulary of bytes, which
 * the golden ones lack.
 */
public final class TextBundle {
  private static final int BYTE_TOKENS = 512;
  private static final long SEED = 3;

  private TextBundle() {}

  public static ModelBundle export(Path directory)
      throws IOException, CheckpointException, BundleException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode config =
        (ObjectNode) json.readTree(GoldenBundle.FOLDER.resolve("config.json").toFile());
    ((ObjectNode) config.get("text_config"))
        .put("vocab_size", BYTE_TOKENS + 2)
        .put("bos_token_id", BYTE_TOKENS)
        .put("eos_token_id", BYTE_TOKENS + 1);
    Path checkpoint = directory.resolve("checkpoint");
    RandomCheckpoint.write(
        checkpoint,
        json.writeValueAsString(config),
        Files.readString(GoldenBundle.FOLDER.resolve("preprocessor_config.json")),
        SEED);
    return BundleExporter.export(
        checkpoint, directory.resolve("bundle"), ExportOptions.named("text").withTrained(false));
  }
}
