// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.flinkqlip.lab.training.loop.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ComparisonCommandsTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = TrainingMain.commandLine();
    line.setOut(new PrintWriter(out));
    return line.execute(arguments);
  }

  @Test
  void balancePrintsTheRatioOfTheFinalLosses() throws Exception {
    Path config = new TinyRun().write(folder, "run");
    assertThat(run("balance", "--config", config.toString(), "--steps", "10")).isZero();
    assertThat(out.toString())
        .contains("after 10 steps: alignment alone")
        .containsPattern("alpha_r : alpha_a = \\d+(\\.\\d+)? : 1");
    // The balanced parts alone are trained, so the losses of the others are not printed.
    assertThat(out.toString()).contains("alignment-only:").contains("reconstruction-only:");
  }

  @Test
  void ablatePrintsARowPerVariantWithScores() throws Exception {
    Path config = new TinyRun().write(folder, "run");
    assertThat(run("ablate", "--config", config.toString(), "--steps", "5")).isZero();
    Path table = folder.resolve("run/ablate/ablation.md");
    assertThat(table)
        .content()
        .contains("zeroShot")
        .contains("psnr")
        .contains("| alignment-only |")
        .contains("| balanced |")
        .contains("| adaptive |")
        .contains("| reconstruction-only |")
        .hasLineCount(6);
  }
}
