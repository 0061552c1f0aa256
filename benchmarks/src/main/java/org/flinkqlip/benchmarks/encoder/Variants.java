package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.bundle.Precision;
import org.flinkqlip.model.checkpoint.Checkpoint;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.QlipConfig;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.GraphStyle;

/**
 * The same weights as several graphs.
 *
 * @param config the network
 * @param fused what jobs run, in single precision
 * @param plain standard operators only, in single precision
 * @param int8 fused, with matrix products of 8-bit integers, where the exporter makes such
 */
record Variants(
    QlipConfig config, ModelBundle fused, ModelBundle plain, Optional<ModelBundle> int8) {
  private static final String INT8 = "INT8";

  Variants {
    requireNonNull(config, "config is null");
    requireNonNull(fused, "fused is null");
    requireNonNull(plain, "plain is null");
    requireNonNull(int8, "int8 is null");
  }

  /** Exports a model into the work directory; what an earlier run left there is used again. */
  static Variants export(MeasuredModel model, BenchContext context)
      throws IOException, CheckpointException, BundleException {
    Path work = context.workDirectory();
    Path checkpoint = work.resolve(model.name() + "-checkpoint");
    if (!Files.isRegularFile(checkpoint.resolve(Checkpoint.WEIGHTS))) {
      context.progress("encoder: writing the weights of %s", model.name());
      FileUtils.deleteDirectory(checkpoint.toFile());
      Path unfinished = work.resolve(model.name() + "-unfinished");
      FileUtils.deleteDirectory(unfinished.toFile());
      model.checkpoint().write(Files.createDirectories(unfinished));
      Files.move(unfinished, checkpoint);
    }
    ExportOptions fused = ExportOptions.named(model.name()).withTrained(model.trained());
    Optional<ModelBundle> int8 = Optional.empty();
    Optional<Precision> precision = int8Precision();
    if (precision.isPresent()) {
      int8 =
          Optional.of(
              bundle(
                  checkpoint,
                  work.resolve(model.name() + "-int8"),
                  fused.withPrecision(precision.get()),
                  context));
    }
    return new Variants(
        Checkpoint.readConfig(checkpoint.resolve(Checkpoint.CONFIG)),
        bundle(checkpoint, work.resolve(model.name()), fused, context),
        bundle(
            checkpoint,
            work.resolve(model.name() + "-plain"),
            fused.withStyle(GraphStyle.PLAIN),
            context),
        int8);
  }

  /** Looked up by name: an exporter without it is measured all the same. */
  private static Optional<Precision> int8Precision() {
    return Arrays.stream(Precision.values()).filter(one -> one.name().equals(INT8)).findFirst();
  }

  private static ModelBundle bundle(
      Path checkpoint, Path output, ExportOptions options, BenchContext context)
      throws IOException, CheckpointException, BundleException {
    if (Files.isRegularFile(output.resolve(ModelBundle.MANIFEST))) {
      ModelBundle earlier = ModelBundle.open(output);
      if (earlier.manifest().exporterVersion().equals(BundleExporter.VERSION)) {
        return earlier;
      }
    }
    context.progress("encoder: exporting %s", output.getFileName());
    return BundleExporter.export(checkpoint, output, options);
  }
}
