package org.flinkqlip.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.bundle.Precision;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.PublishedModel;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;

/** A model of the size of B/16-256 with random weights, which take as long as trained ones. */
final class LargeModel {
  private static final String NAME = "random-b-16-256";

  private LargeModel() {}

  /** The bundle in the work directory, where the suite of encoders leaves it, too. */
  static ModelBundle open(BenchContext context, Precision precision)
      throws IOException, CheckpointException, BundleException {
    String suffix = precision == Precision.FLOAT32 ? "" : "-" + precision;
    Path bundle = context.workDirectory().resolve(NAME + suffix);
    if (Files.exists(bundle.resolve(ModelBundle.MANIFEST))) {
      return ModelBundle.open(bundle);
    }
    context.progress("exporting random weights of the size of B/16-256, %s", precision);
    Path checkpoint = Files.createTempDirectory(context.workDirectory(), "checkpoint-");
    PublishedModel.QLIP_B_16_256.writeRandom(checkpoint, 1);
    ModelBundle exported =
        BundleExporter.export(
            checkpoint,
            bundle,
            ExportOptions.named(NAME).withTrained(false).withPrecision(precision));
    FileUtils.deleteDirectory(checkpoint.toFile());
    return exported;
  }
}
