// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.models;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.scratch.Trees;

/** Measured models in the work directory; what an earlier run left there is used again. */
public final class Exports {
  private final BenchContext context;

  /** Exports into a context's work directory. */
  public Exports(BenchContext context) {
    this.context = requireNonNull(context, "context is null");
  }

  /** What network a model is. */
  public QlipConfig config(MeasuredModel model) throws IOException, CheckpointException {
    return Checkpoint.readConfig(checkpoint(model).resolve(Checkpoint.CONFIG));
  }

  /** A model as a bundle of fused graphs in single precision. */
  public ModelBundle bundle(MeasuredModel model)
      throws IOException, CheckpointException, BundleException {
    return bundle(model, GraphStyle.FUSED, Precision.FLOAT32);
  }

  /** A model as a bundle. */
  public ModelBundle bundle(MeasuredModel model, GraphStyle style, Precision precision)
      throws IOException, CheckpointException, BundleException {
    String name =
        model.name()
            + (style == GraphStyle.PLAIN ? "-plain" : "")
            + (precision == Precision.FLOAT32 ? "" : "-" + precision);
    Path output = context.workDirectory().resolve(name);
    if (Files.isRegularFile(output.resolve(ModelBundle.MANIFEST))) {
      ModelBundle earlier = ModelBundle.open(output);
      if (earlier.manifest().exporterVersion().equals(BundleExporter.VERSION)) {
        return earlier;
      }
    }
    Path checkpoint = checkpoint(model);
    context.progress("exporting %s", name);
    return BundleExporter.export(
        checkpoint,
        output,
        ExportOptions.named(model.name())
            .withTrained(model.trained())
            .withStyle(style)
            .withPrecision(precision));
  }

  private Path checkpoint(MeasuredModel model) throws IOException, CheckpointException {
    Path work = context.workDirectory();
    Path checkpoint = work.resolve(model.name() + "-checkpoint");
    if (!Files.isRegularFile(checkpoint.resolve(Checkpoint.WEIGHTS))) {
      context.progress("writing the weights of %s", model.name());
      Trees.delete(checkpoint);
      Path unfinished = work.resolve(model.name() + "-unfinished");
      Trees.delete(unfinished);
      model.checkpoint().write(Files.createDirectories(unfinished));
      Files.move(unfinished, checkpoint);
    }
    return checkpoint;
  }
}
