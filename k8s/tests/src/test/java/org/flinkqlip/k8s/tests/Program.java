// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A program that runs to its end. */
final class Program {
  private Program() {}

  /**
   * What came of it.
   *
   * @param command what was run
   * @param status its exit status
   * @param text what it wrote, errors among it
   */
  record Result(String command, int status, String text) {
    /** The text of a program that did well. */
    String orThrow() {
      if (status != 0) {
        throw new IllegalStateException("[%s] ended with %d: %s".formatted(command, status, text));
      }
      return text;
    }
  }

  static Result run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(String.join(" ", command), process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
