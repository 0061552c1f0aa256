// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qlip measure}: how fast a bundle's encoder is here, and what it takes. */
@Command(
    name = "measure",
    description = "Measure the encoder of a bundle on this machine: load time, images/s, memory.",
    footer = {
      "",
      "Runs batches of random pixels; one call first, then --rounds timed ones.",
      "Example: qlip measure bundles/qlip-b-16-256 --batch 8"
    })
final class MeasureCommand implements Callable<Integer> {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Parameters(paramLabel = "BUNDLE", description = "Folder of the bundle.")
  private Path directory;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "8", description = "Default: 8.")
  private int batch;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Timed calls. Default: 5.")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of one call; 0 for one per core.")
  private int threads;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, BundleException, InferenceException {
    if (batch < 1 || rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--batch and --rounds must be at least 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    long start = System.nanoTime();
    ModelBundle bundle = ModelBundle.open(directory);
    long verified = System.nanoTime();
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(threads))) {
      long loaded = System.nanoTime();
      ByteBuffer pixels = session.newPixelBuffer(batch);
      byte[] noise = new byte[pixels.capacity()];
      new Random(1).nextBytes(noise);
      pixels.put(0, noise);
      session.encode(pixels, batch);
      long first = System.nanoTime();
      out.printf("model           %s%n", bundle.describe());
      out.printf("verify digests  %.1f s%n", (verified - start) / 1e9);
      out.printf("load            %.1f s%n", (loaded - verified) / 1e9);
      out.printf("first call      %.1f s%n", (first - loaded) / 1e9);
      double[] seconds = time(session, pixels);
      out.printf(
          "encode          %.2f images/s (median of %d calls of %d; %.2f to %.2f)%n",
          batch / seconds[rounds / 2],
          rounds,
          batch,
          batch / seconds[rounds - 1],
          batch / seconds[0]);
      for (String line : memory()) {
        out.println(line);
      }
      out.flush();
    }
    return 0;
  }

  /** Seconds of each call, ascending. */
  private double[] time(EncoderSession session, ByteBuffer pixels) throws InferenceException {
    double[] seconds = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      long start = System.nanoTime();
      session.encode(pixels, batch);
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds;
  }

  /** Resident memory as Linux counts it; nothing elsewhere. */
  private static List<String> memory() throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:") || line.startsWith("VmHWM:")) {
          String[] parts = line.split("\\s+");
          lines.add(
              "%-15s %,d MB"
                  .formatted(
                      line.startsWith("VmRSS:") ? "resident" : "resident, peak",
                      Long.parseLong(parts[1]) / 1024));
        }
      }
    }
    return lines;
  }
}
