// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailurePrinterTest {
  @Test
  void anExplainedFailureIsOneLine() {
    assertThat(printed(new IllegalStateException("the model is missing; export one")))
        .isEqualTo("qlip: the model is missing; export one\n");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(printed(new NoSuchFileException("photo.jpg")))
        .isEqualTo("qlip: [photo.jpg] does not exist\n");
  }

  @Test
  void aFailureOfTheDiskIsOneLine() {
    assertThat(printed(new IOException("No space left on device")))
        .isEqualTo("qlip: IOException: No space left on device\n");
  }

  @Test
  void anythingElseComesWithItsTrace() {
    assertThat(printed(new ArithmeticException("a bug")))
        .startsWith("qlip: java.lang.ArithmeticException: a bug")
        .contains("at org.flinkqlip.cli.console.FailurePrinterTest");
  }

  private static String printed(Exception failure) {
    StringWriter printed = new StringWriter();
    int code =
        new CommandLine(new Failing(failure))
            .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
            .setErr(new PrintWriter(printed))
            .setExecutionExceptionHandler(new FailurePrinter(Set.of(IllegalStateException.class)))
            .execute();
    assertThat(code).isEqualTo(1);
    return printed.toString();
  }

  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
