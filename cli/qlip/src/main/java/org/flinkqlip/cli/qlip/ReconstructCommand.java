// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.DecodedBatch;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip reconstruct}: codes back to pictures. */
@Command(
    name = "reconstruct",
    description = "Turn the codes that 'qlip encode' wrote back into pictures.",
    footer = {
      "",
      "Lines without codes are passed over and counted; a line that is no JSON, or whose codes",
      "no image of the model has, fails the command.",
      "Example: qlip reconstruct --output-dir pictures codes.jsonl"
    })
final class ReconstructCommand implements Callable<Integer> {
  private static final int BATCH = 8;

  @Mixin private ModelOption model;

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      required = true,
      description = "Where the pictures go; made if missing.")
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "png",
      description = "Of the pictures: ${COMPLETION-CANDIDATES}. Default: png.")
  private PictureFormat format;

  @Parameters(
      paramLabel = "FILE",
      description = "JSON lines of 'qlip encode'; - for standard input.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    ModelBundle bundle = model.open();
    PrintWriter err = spec.commandLine().getErr();
    err.println("model " + bundle.describe());
    err.flush();
    Files.createDirectories(output);
    int written = 0;
    try (DecoderSession session = DecoderSession.open(bundle, SessionOptions.cpu(0));
        CodeLines lines = CodeLines.open(file)) {
      PictureNames names = new PictureNames();
      List<CodeLines.Line> batch = lines.next(BATCH);
      while (!batch.isEmpty()) {
        written += write(session, batch, names);
        batch = lines.next(BATCH);
      }
      spec.commandLine()
          .getOut()
          .printf(
              "wrote %d pictures to %s; %d lines had no codes%n",
              written, output, lines.withoutCodes());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private int write(DecoderSession session, List<CodeLines.Line> batch, PictureNames names)
      throws IOException, InferenceException {
    int[][] codes = batch.stream().map(CodeLines.Line::codes).toArray(int[][]::new);
    for (int i = 0; i < codes.length; i++) {
      try {
        InvalidCodesException.check(codes[i], i, session.manifest());
      } catch (InvalidCodesException e) {
        throw new CommandFailedException(
            "[%s, line %d] %s. Is %s the model that made the codes?"
                .formatted(file, batch.get(i).number(), e.getMessage(), session.manifest().name()),
            e);
      }
    }
    try {
      DecodedBatch decoded = session.decode(codes);
      int edge = session.manifest().imageSize();
      PictureWriter writer = new PictureWriter(format);
      for (int i = 0; i < codes.length; i++) {
        Path target = output.resolve(names.next(batch.get(i).image(), format));
        Files.write(target, writer.write(decoded.pixelsOf(i), edge, edge));
      }
      return codes.length;
    } catch (InvalidCodesException e) {
      throw new IllegalStateException("the codes were checked", e);
    }
  }

  /** Names of pictures after their originals, each once. */
  private static final class PictureNames {
    private final Set<String> taken = new HashSet<>();

    String next(String image, PictureFormat format) {
      String[] parts = image.split("[/\\\\]");
      String name = parts[parts.length - 1];
      String unique = name;
      for (int copy = 2; !taken.add(unique); copy++) {
        unique = name + "-" + copy;
      }
      return unique + "." + format.extension();
    }
  }
}
