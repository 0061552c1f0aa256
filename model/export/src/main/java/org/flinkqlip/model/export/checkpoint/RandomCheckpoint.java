// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.CRC32;
import org.flinkqlip.model.runtime.text.ByteVocabulary;

/**
 * Checkpoints in the published layout with random weights: activations keep their scale from block
 * to block, so that codes and embeddings vary with the image, but mean nothing. Their text
 * vocabulary is of bytes.
 */
public final class RandomCheckpoint {
  /** ln(1 / 0.07), where CLIP's training starts. */
  private static final float LOGIT_SCALE = 2.6592f;

  private static final double EMBEDDING_DEVIATION = 0.02;

  private RandomCheckpoint() {}

  /**
   * Writes a checkpoint to the folder {@code directory}; the same seed gives the same bytes.
   *
   * @param config text of {@code config.json}
   * @param preprocessor text of {@code preprocessor_config.json}
   * @throws CheckpointException if the configuration is none
   */
  public static void write(Path directory, String config, String preprocessor, long seed)
      throws IOException, CheckpointException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(Checkpoint.CONFIG), config);
    Files.writeString(directory.resolve(Checkpoint.PREPROCESSOR), preprocessor);
    QlipConfig qlip = PublishedConfig.read(directory.resolve(Checkpoint.CONFIG));
    ByteVocabulary.write(directory, qlip.text().startOfText(), qlip.text().endOfText());
    SortedMap<String, List<Long>> shapes = CheckpointLayout.shapes(qlip);
    SafetensorsWriter.write(
        directory.resolve(Checkpoint.WEIGHTS),
        TensorType.F32,
        shapes,
        name -> values(name, requireNonNull(shapes.get(name)), seed));
  }

  private static float[] values(String name, List<Long> shape, long seed) {
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact))];
    if (name.equals(TensorNames.LOGIT_SCALE)) {
      values[0] = LOGIT_SCALE;
    } else if (shape.size() == 1 && name.endsWith(".weight")) {
      Arrays.fill(values, 1f);
    } else if (!name.endsWith(".bias")) {
      double deviation = name.contains("embedding") ? EMBEDDING_DEVIATION : fanInDeviation(shape);
      Random random = new Random(seed ^ crc(name));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * deviation);
      }
    }
    return values;
  }

  private static double fanInDeviation(List<Long> shape) {
    return 1 / Math.sqrt(shape.get(shape.size() - 1));
  }

  private static long crc(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }
}
