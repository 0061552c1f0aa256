// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a main class of ours in a JVM of its own and reads the figures that it prints. */
final class ChildJvm {
  private ChildJvm() {}

  /** What a main class printed. */
  record Figures(String main, Map<String, Long> byName) {
    /**
     * One of them.
     *
     * @throws IllegalStateException if it was not printed
     */
    long of(String name) {
      Long figure = byName.get(name);
      if (figure == null) {
        throw new IllegalStateException("%s printed no figure %s".formatted(main, name));
      }
      return figure;
    }
  }

  /** How a main class prints a figure. */
  static void print(String name, long value) {
    System.out.println(name + " " + value);
  }

  /**
   * The figures that a main class printed, in their order.
   *
   * @param options of the JVM
   * @param log file for its errors
   * @throws IOException if it fails; names the log
   */
  static Figures run(Class<?> main, List<String> options, Path log, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    Files.createDirectories(log.toAbsolutePath().getParent());
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Map<String, Long> figures = new LinkedHashMap<>();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String line; (line = output.readLine()) != null; ) {
        String[] words = line.split(" ", 2);
        if (words.length == 2 && words[1].matches("-?\\d+")) {
          figures.put(words[0], Long.valueOf(words[1]));
        }
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with exit code %d: see %s".formatted(main.getSimpleName(), code, log));
      }
      return new Figures(main.getSimpleName(), figures);
    } finally {
      process.destroyForcibly();
    }
  }
}
