// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.cli.console.ProgressLine;
import org.flinkqlip.model.imaging.ImageLimits;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip encode}: images on this machine to codes and embeddings, one JSON line each. */
@Command(
    name = "encode",
    description = "Encode image files to codes and embeddings, one JSON line an image.",
    footer = {
      "",
      "A line holds image, codes (row-major) and embedding, or image and error (category,"
          + " message).",
      "An image that cannot be encoded does not fail the command.",
      "Example: qlip encode --output codes.jsonl photos/*.jpg"
    })
final class EncodeCommand implements Callable<Integer> {
  private static final int BATCH = 8;

  @Mixin private ModelOption model;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where the lines go. Default: standard output.")
  private Path output;

  @Option(
      names = "--apply-exif-orientation",
      description = "Turn images as their EXIF data says; the reference does not.")
  private boolean exif;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of one call of the encoder; 0 for one per core.")
  private int threads;

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Image files; of a folder, every file in it.")
  private List<Path> images;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    List<Path> files = ImageArguments.expand(images);
    ModelBundle bundle = model.open();
    PrintWriter err = spec.commandLine().getErr();
    err.println("model " + bundle.describe());
    err.flush();
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(
            new PreprocessOptions(bundle.manifest().imageSize(), ImageLimits.DEFAULT, exif));
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(threads));
        EncodedLines lines = EncodedLines.to(openOutput())) {
      encode(files, preprocessor, session, lines, err);
    }
    return 0;
  }

  private OutputStream openOutput() throws IOException {
    return output == null ? new UncloseableStream(System.out) : Files.newOutputStream(output);
  }

  private static void encode(
      List<Path> files,
      ImagePreprocessor preprocessor,
      EncoderSession session,
      EncodedLines lines,
      PrintWriter err)
      throws IOException, InferenceException {
    ByteBuffer pixels = session.newPixelBuffer(BATCH);
    ProgressLine progress = ProgressLine.ofLongCommand(err);
    for (int start = 0; start < files.size(); start += BATCH) {
      List<Path> batch = files.subList(start, Math.min(files.size(), start + BATCH));
      List<EncodeFault> faults = prepare(batch, preprocessor, pixels);
      int prepared = (int) faults.stream().filter(EncodeFault::isNone).count();
      EncodedBatch encoded = prepared == 0 ? null : session.encode(pixels, prepared);
      int row = 0;
      for (int i = 0; i < batch.size(); i++) {
        if (encoded != null && faults.get(i).isNone()) {
          lines.write(batch.get(i), encoded.codesOf(row), encoded.embeddingOf(row));
          row++;
        } else {
          lines.write(batch.get(i), faults.get(i));
        }
      }
      int done = start + batch.size();
      progress.offer(() -> "encoded %d of %d".formatted(done, files.size()));
    }
  }

  /** Fills the rows of {@code pixels} with the images that can be read, without gaps. */
  private static List<EncodeFault> prepare(
      List<Path> batch, ImagePreprocessor preprocessor, ByteBuffer pixels) {
    List<EncodeFault> faults = new ArrayList<>();
    int row = 0;
    for (Path file : batch) {
      try {
        preprocessor.preprocess(Files.readAllBytes(file), pixels, row * preprocessor.tensorSize());
        faults.add(EncodeFault.NONE);
        row++;
      } catch (ImageRejectedException e) {
        faults.add(EncodeFault.of(e));
      } catch (IOException e) {
        faults.add(EncodeFault.of(file, e));
      }
    }
    return faults;
  }
}
