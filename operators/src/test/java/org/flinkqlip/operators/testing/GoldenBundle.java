// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/** The smallest golden model: its bundle, its images and what the reference computes for them. */
public final class GoldenBundle {
  static final Path FOLDER = Path.of("..", "model", "golden", "eva-p16-64");

  private GoldenBundle() {}

  public static ModelBundle export(Path directory)
      throws IOException, CheckpointException, BundleException {
    return BundleExporter.export(FOLDER, directory, ExportOptions.named("golden"));
  }

  public static ModelBundle exportWithFeatures(Path directory)
      throws IOException, CheckpointException, BundleException {
    return BundleExporter.export(
        FOLDER, directory, ExportOptions.named("golden").withFeatures(true));
  }

  /** File names of the images, in alphabetical order. */
  public static List<String> images() throws IOException {
    try (var files = Files.list(FOLDER.resolve("images"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  public static byte[] image(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  public static Path file(String name) {
    return FOLDER.resolve("images").resolve(name).toAbsolutePath().normalize();
  }

  public static int[] codes(String name) throws IOException, CheckpointException {
    return integers(name + "/indices");
  }

  /** An expected int64 array, whose numbers fit ints. */
  public static int[] integers(String tensor) throws IOException, CheckpointException {
    try (SafetensorsFile file = expected()) {
      ByteBuffer bytes = file.bytes(tensor);
      int[] values = new int[bytes.remaining() / 8];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.toIntExact(bytes.getLong(8 * i));
      }
      return values;
    }
  }

  public static float[] floats(String tensor) throws IOException, CheckpointException {
    try (SafetensorsFile file = expected()) {
      ByteBuffer bytes = file.bytes(tensor);
      float[] values = new float[bytes.remaining() / 4];
      bytes.asFloatBuffer().get(values);
      return values;
    }
  }

  private static SafetensorsFile expected() throws IOException, CheckpointException {
    return SafetensorsFile.open(FOLDER.resolve("expected.safetensors"));
  }
}
