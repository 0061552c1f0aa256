// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.BundleException;

/** A bundle of the smallest golden model: images of 64 pixels, 16 codes each. */
public final class TestModel {
  private static final Path GOLDEN = golden();

  private TestModel() {}

  /** Modules at several depths use this class. */
  private static Path golden() {
    Path start = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path golden = folder.resolve("model").resolve("golden");
      if (Files.isDirectory(golden)) {
        return golden;
      }
    }
    throw new IllegalStateException("No folder above [%s] has model/golden".formatted(start));
  }

  /** Exports it under {@code directory} and tells where. */
  public static Path export(Path directory)
      throws IOException, CheckpointException, BundleException {
    Path bundle = directory.resolve("bundle");
    BundleExporter.export(
        GOLDEN.resolve("eva-p16-64"), bundle, ExportOptions.named("test").withTrained(false));
    return bundle;
  }

  /** The folder of images that the golden models were run on. */
  public static Path images() {
    return GOLDEN.resolve("eva-p16-64").resolve("images");
  }
}
