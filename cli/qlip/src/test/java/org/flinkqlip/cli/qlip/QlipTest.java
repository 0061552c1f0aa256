// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class QlipTest {
  private final CommandLine qlip = Qlip.commandLine();

  @Test
  void theHelpNamesTheCommandsThatTheLauncherRunsElsewhere() {
    assertThat(qlip.getUsageMessage())
        .contains("train, balance, ablate, train-vocabulary")
        .contains("qlip bench --help")
        .contains("evaluate");
  }

  @Test
  void itsCommandsHaveFootersOfTheirOwn() {
    assertThat(qlip.getSubcommands().get("audit").getUsageMessage()).doesNotContain("train");
  }
}
