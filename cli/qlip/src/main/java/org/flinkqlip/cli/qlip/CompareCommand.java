// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.ImageQuality;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip compare}: what encoding and reconstructing leaves of an image. */
@Command(
    name = "compare",
    description = "Encode and reconstruct images; print PSNR and SSIM and draw both side by side.",
    footer = {"", "Example: qlip compare --output compare.png photos/*.jpg"})
final class CompareCommand implements Callable<Integer> {
  @Mixin private ModelOption model;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "compare.png",
      description =
          "The picture: a row an image, original and reconstruction. Default: compare.png.")
  private Path output;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
  private List<Path> images;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    ModelBundle bundle = model.open();
    PrintWriter out = spec.commandLine().getOut();
    out.println("model " + bundle.describe());
    int edge = bundle.manifest().imageSize();
    List<byte[]> rows = new ArrayList<>();
    double psnr = 0;
    double ssim = 0;
    try (EncoderSession encoder = EncoderSession.open(bundle, SessionOptions.cpu(0));
        DecoderSession decoder = DecoderSession.open(bundle, SessionOptions.cpu(0))) {
      for (Path image : images) {
        byte[] original = read(image, edge);
        byte[] reconstruction = roundTrip(encoder, decoder, original);
        double imagePsnr = ImageQuality.psnr(original, reconstruction);
        double imageSsim = ImageQuality.ssim(original, reconstruction, edge, edge);
        out.printf("%-40s  PSNR %6.2f dB  SSIM %.4f%n", image, imagePsnr, imageSsim);
        out.flush();
        psnr += imagePsnr;
        ssim += imageSsim;
        rows.add(sideBySide(original, reconstruction, edge));
      }
    }
    out.printf(
        "mean of %d  PSNR %.2f dB  SSIM %.4f%n",
        images.size(), psnr / images.size(), ssim / images.size());
    Files.write(
        output,
        new PictureWriter(PictureFormat.PNG).write(stack(rows), 2 * edge, edge * rows.size()));
    out.printf("originals (left) and reconstructions (right): %s%n", output);
    out.flush();
    return 0;
  }

  private static byte[] read(Path image, int edge) throws IOException {
    ByteBuffer pixels = ByteBuffer.allocate(edge * edge * 3);
    try {
      new ImagePreprocessor(PreprocessOptions.forSize(edge))
          .preprocess(Files.readAllBytes(image), pixels, 0);
    } catch (ImageRejectedException e) {
      throw new CommandFailedException(
          "[%s] cannot be decoded: %s".formatted(image, e.getMessage()), e);
    }
    return pixels.array();
  }

  private static byte[] roundTrip(EncoderSession encoder, DecoderSession decoder, byte[] original)
      throws InferenceException {
    ByteBuffer pixels = encoder.newPixelBuffer(1).put(0, original);
    try {
      return decoder.decode(new int[][] {encoder.encode(pixels, 1).codesOf(0)}).pixelsOf(0);
    } catch (InvalidCodesException e) {
      throw new IllegalStateException("the encoder's own codes are valid", e);
    }
  }

  private static byte[] sideBySide(byte[] left, byte[] right, int edge) {
    byte[] both = new byte[left.length * 2];
    int row = edge * 3;
    for (int y = 0; y < edge; y++) {
      System.arraycopy(left, y * row, both, 2 * y * row, row);
      System.arraycopy(right, y * row, both, (2 * y + 1) * row, row);
    }
    return both;
  }

  private static byte[] stack(List<byte[]> rows) {
    byte[] all = new byte[rows.stream().mapToInt(row -> row.length).sum()];
    int position = 0;
    for (byte[] row : rows) {
      System.arraycopy(row, 0, all, position, row.length);
      position += row.length;
    }
    return all;
  }
}
