// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.scratch.Trees;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code qlip export}: a published checkpoint, or the default model's, to a model bundle. */
@Command(
    name = "export",
    description = "Make a model bundle from a published checkpoint.",
    footer = {
      "",
      "A checkpoint is a folder with config.json, preprocessor_config.json and model.safetensors.",
      "Examples:",
      "  qlip export --checkpoint QLIP-B-16-256 --output bundles/qlip-b-16-256",
      "  qlip export --output bundles/scenes-p16-128"
    })
final class ExportCommand implements Callable<Integer> {
  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Folder of the checkpoint. Default: that of the small model of drawn scenes that comes"
              + " along.")
  private Path checkpoint;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the bundle; made if missing, replaced if it is a bundle.")
  private Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model, the first half of its id. Default: the output's name.")
  private String name;

  @Option(
      names = "--features",
      description = "Let the encoder also give the second-last hidden state (for LLaVA).")
  private boolean features;

  @Option(
      names = "--raw-reconstruction",
      description = "Let the decoder also give its unclamped output in normalised pixel space.")
  private boolean rawReconstruction;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "float32",
      completionCandidates = PrecisionNames.class,
      converter = PrecisionNames.Converter.class,
      description =
          "Of weights and activations: ${COMPLETION-CANDIDATES}. Default: float32. float16 is for"
              + " CUDA; bfloat16-weights halves the files and computes in float32; int8 is the"
              + " fastest on the CPU, and changes about one bit in a hundred.")
  private Precision precision;

  @Option(
      names = "--graph",
      paramLabel = "STYLE",
      defaultValue = "fused",
      description =
          "Operators of the transformer blocks: fused (ONNX Runtime's own) or plain (standard ONNX"
              + " only). Default: fused.")
  private GraphStyle graph;

  @Option(names = "--untrained", description = "Say that the weights mean nothing.")
  private boolean untrained;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, CheckpointException, BundleException {
    if (checkpoint != null) {
      return export(checkpoint);
    }
    Path ours = Files.createTempDirectory("qlip-checkpoint-");
    try {
      DefaultModel.writeCheckpoint(ours);
      return export(ours);
    } finally {
      Trees.delete(ours);
    }
  }

  private int export(Path source) throws IOException, CheckpointException, BundleException {
    long start = System.nanoTime();
    String model =
        name == null ? output.toAbsolutePath().normalize().getFileName().toString() : name;
    ModelBundle bundle =
        BundleExporter.export(
            source,
            output,
            ExportOptions.named(model)
                .withTrained(!untrained)
                .withFeatures(features)
                .withRawReconstruction(rawReconstruction)
                .withPrecision(precision)
                .withStyle(graph));
    PrintWriter out = spec.commandLine().getOut();
    BundlePrinter.print(bundle, out);
    out.printf("exported in %.1f s%n", (System.nanoTime() - start) / 1e9);
    out.flush();
    return 0;
  }
}
