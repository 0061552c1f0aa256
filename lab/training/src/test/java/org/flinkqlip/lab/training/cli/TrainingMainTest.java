// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainingMainTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = TrainingMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "balance", "ablate", "train-vocabulary"})
  void everyCommandHasHelpWithAnExample(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("--config").contains("Example: qlip " + command);
  }

  @Test
  void withoutACommandTheUsageIsPrinted() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing command").contains("train-vocabulary");
  }

  @Test
  void aConfigurationThatIsMissingIsNamedInOneLine() {
    assertThat(run("train", "--config", "none.yaml")).isEqualTo(1);
    assertThat(err.toString()).startsWith("qlip: [none.yaml]").hasLineCount(1);
  }

  @Test
  void aVocabularyIsLearnedFromTheCaptionsOfAConfiguration() {
    Path output = folder.resolve("vocabulary");
    assertThat(
            run(
                "train-vocabulary",
                "--config",
                "configs/smoke.yaml",
                "--output",
                output.toString()))
        .isZero();
    assertThat(output.resolve("vocab.json")).isNotEmptyFile();
    assertThat(output.resolve("merges.txt")).isNotEmptyFile();
    assertThat(out.toString()).contains(output.toString());
  }

  @Test
  void aVocabularyThatIsThereAlreadyIsNotLearned() throws Exception {
    Path config = folder.resolve("config.yaml");
    Files.writeString(
        config,
        Files.readString(Path.of("configs/smoke.yaml"))
            .replace("  size: 800\n  captions: 5000\n", "  path: somewhere\n"));
    assertThat(run("train-vocabulary", "--config", config.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("vocabulary.size");
  }
}
