package org.flinkqlip.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;

/** A bundle of the smallest golden model: images of 64 pixels, 16 codes each. */
public final class TestModel {
  private static final Path GOLDEN =
      Path.of(System.getProperty("basedir", "."), "..", "model", "src", "test", "resources")
          .resolve("golden");

  private TestModel() {}

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
