// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pillow in a Python process that does what the imaging package does, on one thread. */
final class Pillow {
  private static final String SCRIPT = "pillow.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path python;
  private final Path directory;
  private final Path script;

  private Pillow(Path python, Path directory, Path script) {
    this.python = python;
    this.directory = directory;
    this.script = script;
  }

  /**
   * Pillow of an interpreter, or none if there is no such interpreter or it has no Pillow.
   *
   * @param directory for the script and its messages; a folder that exists
   */
  static Optional<Pillow> of(Path python, Path directory) throws IOException, InterruptedException {
    requireNonNull(python, "python is null");
    if (!Files.isExecutable(python)) {
      return Optional.empty();
    }
    Path script = directory.resolve(SCRIPT);
    try (InputStream in = Pillow.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new FileNotFoundException(SCRIPT + " is missing from the class path");
      }
      Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Pillow pillow = new Pillow(python, directory, script);
    return pillow.run(List.of("-c", "import PIL.Image")).code() == 0
        ? Optional.of(pillow)
        : Optional.empty();
  }

  /**
   * One file's medians.
   *
   * @param allMillis CPU milliseconds of decoding, resizing and cropping
   * @param resizeMillis those of resizing and cropping alone
   * @param sha256 of the result's bytes
   * @param version of Pillow
   */
  record Result(double allMillis, double resizeMillis, String sha256, String version) {}

  /**
   * Works on each file in turns.
   *
   * @param edge S of the results, in pixels
   * @return a result for each file, in their order
   * @throws IOException if the script fails; says with which words
   */
  List<Result> measure(List<TestFile> files, int edge, int repetitions)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            script.toString(),
            "--size",
            Integer.toString(edge),
            "--repetitions",
            Integer.toString(repetitions)));
    files.forEach(file -> arguments.add(file.path().toString()));
    Finished finished = run(arguments);
    if (finished.code() != 0) {
      throw new IOException(
          "[%s] %s failed: %s".formatted(python, SCRIPT, finished.errors().strip()));
    }
    List<Result> results = new ArrayList<>();
    for (String line : finished.output().lines().toList()) {
      var node = JSON.readTree(line);
      results.add(
          new Result(
              node.required("allMs").doubleValue(),
              node.required("resizeMs").doubleValue(),
              node.required("sha256").textValue(),
              node.required("pillow").textValue()));
    }
    if (results.size() != files.size()) {
      throw new IOException(
          "[%s] %s printed %d results for %d files"
              .formatted(python, SCRIPT, results.size(), files.size()));
    }
    return results;
  }

  private record Finished(int code, String output, String errors) {}

  private Finished run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python.toString()));
    command.addAll(arguments);
    Path errors = directory.resolve("pillow.err");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), UTF_8);
      return new Finished(process.waitFor(), text, Files.readString(errors));
    } finally {
      process.destroy();
    }
  }
}
