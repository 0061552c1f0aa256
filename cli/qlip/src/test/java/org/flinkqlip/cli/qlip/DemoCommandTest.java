// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {
  private final StringWriter errors = new StringWriter();
  private final CommandLine command =
      new CommandLine(new DemoCommand()).setErr(new PrintWriter(errors));

  @ParameterizedTest
  @CsvSource({
    "--count,0,count must be at least 1: 0",
    "--parallelism,0,parallelism must be at least 1: 0",
    "--metrics-port,0,'metricsPort must be in [1, 65535]: 0'",
    "--rate,-1,perSecond must be 0 (as fast as possible) or more: -1.0"
  })
  void impossibleValuesAreAWrongCommandLine(String option, String value, String message) {
    assertThat(command.execute(option, value)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).startsWith(message);
  }

  @Test
  void anUnknownOptionIsAWrongCommandLine() {
    assertThat(command.execute("--cuont", "5")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("--cuont");
  }

  @Test
  void theHelpNamesEveryExitCode() {
    assertThat(command.getUsageMessage())
        .contains("--keep", "--report=FILE", "Exit codes:", "130", "qlip demo --rate 20 --keep");
  }
}
