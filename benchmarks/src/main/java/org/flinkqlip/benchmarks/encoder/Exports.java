package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.apache.commons.io.FileUtils;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.checkpoint.Checkpoint;
import org.flinkqlip.model.checkpoint.CheckpointException;
import org.flinkqlip.model.checkpoint.QlipConfig;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;

/** Measured models in the work directory; what an earlier run left there is used again. */
final class Exports {
  private final BenchContext context;

  Exports(BenchContext context) {
    this.context = requireNonNull(context, "context is null");
  }

  /** What network a model is. */
  QlipConfig config(MeasuredModel model) throws IOException, CheckpointException {
    return Checkpoint.readConfig(checkpoint(model).resolve(Checkpoint.CONFIG));
  }

  /**
   * A model as a bundle.
   *
   * @param suffix of the folder's name, one for each choice of options
   * @param options changes those of a model in single precision
   */
  ModelBundle bundle(MeasuredModel model, String suffix, UnaryOperator<ExportOptions> options)
      throws IOException, CheckpointException, BundleException {
    Path output = context.workDirectory().resolve(model.name() + suffix);
    if (Files.isRegularFile(output.resolve(ModelBundle.MANIFEST))) {
      ModelBundle earlier = ModelBundle.open(output);
      if (earlier.manifest().exporterVersion().equals(BundleExporter.VERSION)) {
        return earlier;
      }
    }
    Path checkpoint = checkpoint(model);
    context.progress("exporting %s", output.getFileName());
    return BundleExporter.export(
        checkpoint,
        output,
        options.apply(ExportOptions.named(model.name()).withTrained(model.trained())));
  }

  private Path checkpoint(MeasuredModel model) throws IOException, CheckpointException {
    Path work = context.workDirectory();
    Path checkpoint = work.resolve(model.name() + "-checkpoint");
    if (!Files.isRegularFile(checkpoint.resolve(Checkpoint.WEIGHTS))) {
      context.progress("writing the weights of %s", model.name());
      FileUtils.deleteDirectory(checkpoint.toFile());
      Path unfinished = work.resolve(model.name() + "-unfinished");
      FileUtils.deleteDirectory(unfinished.toFile());
      model.checkpoint().write(Files.createDirectories(unfinished));
      Files.move(unfinished, checkpoint);
    }
    return checkpoint;
  }
}
