// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.flinkqlip.cli.console.ProgressLine;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.datasets.scenes.CaptionStyle;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDatasetExport;
import org.flinkqlip.model.imaging.PictureFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qlip draw-dataset}: captioned scenes for any tool that reads WebDataset. */
@Command(
    name = "draw-dataset",
    description = {
      "Draw captioned scenes into WebDataset tars, laid out as img2dataset does.",
      "What is drawn: docs/model-card.md. The same options give the same bytes."
    },
    footer = {
      "",
      "Examples:",
      "  qlip draw-dataset --count 20000 --output scenes/train",
      "  qlip draw-dataset --count 1000 --split held-out --output scenes/held-out",
      "  qlip evaluate --data scenes/held-out"
    })
final class DrawDatasetCommand implements Callable<Integer> {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the tars; made if missing.")
  private Path output;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10000",
      description = "Scenes. Default: ${DEFAULT-VALUE}.")
  private long count;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      defaultValue = "train",
      description =
          "${COMPLETION-CANDIDATES}: scenes that no other split has, the last of pairs of shape and"
              + " colour that no other split shows. Default: ${DEFAULT-VALUE}.")
  private SceneSplit split;

  @Option(
      names = "--captions",
      paramLabel = "STYLE",
      description =
          "${COMPLETION-CANDIDATES}: from the kind alone to everything, mostly the kind alone, or"
              + " everything. Default: mixed to train on, else full.")
  private CaptionStyle captions;

  @Option(
      names = "--image-size",
      paramLabel = "PIXELS",
      defaultValue = "128",
      description = "Edge of the pictures. Default: ${DEFAULT-VALUE}.")
  private int imageSize;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "png",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private PictureFormat format;

  @Option(
      names = "--samples-per-tar",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Default: ${DEFAULT-VALUE}.")
  private int samplesPerTar;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    System.setProperty("java.awt.headless", "true");
    ProgressLine progress = ProgressLine.ofLongCommand(spec.commandLine().getErr());
    try (CaptionedImages scenes = scenes()) {
      export()
          .run(
              scenes, written -> progress.offer(() -> "%d of %d scenes".formatted(written, count)));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("drew %d captioned scenes in %s%n", count, output);
    out.flush();
    return 0;
  }

  private CaptionedImages scenes() {
    try {
      return captions == null
          ? new Scenes(imageSize, seed, split)
          : new Scenes(imageSize, seed, split, captions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--image-size: " + e.getMessage(), e);
    }
  }

  private WebDatasetExport export() {
    try {
      return new WebDatasetExport(count, output, format, samplesPerTar);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
