// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.lab.training.cli.TrainingMain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are killed with SIGKILL or stopped with SIGTERM, and resumed. */
class ResumeAfterKillLongIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int KILLED = 128 + 9;

  @TempDir private Path folder;

  @Test
  void aRunKilledInBothStagesEndsWithTheBytesOfAnUninterruptedOne() throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.stage1Steps = 60;
    tiny.stage2Steps = 60;
    tiny.microBatch = 4;
    tiny.balancing = "adaptive";
    Path whole = tiny.write(folder, "whole");
    Path broken = tiny.write(folder, "broken");
    end(start(whole, false));

    kill(start(broken, false), "broken", "stage1-step-000000020");
    terminate(start(broken, true), "broken", "stage1-step-000000040");
    assertThat(Files.readString(output(broken))).containsPattern("stopped after step \\d+ of 60");
    kill(start(broken, true), "broken", "stage2-step-000000020");
    end(start(broken, true));

    assertSameBytes("checkpoint/model.safetensors");
    assertSameBytes("states/stage2-step-000000060/state.safetensors");
    assertThat(steps("broken")).hasSameSizeAs(steps("whole"));
    // A line is the mean of five steps: the stop may cut one short.
    List<String> cut = new ArrayList<>(steps("broken"));
    cut.removeAll(steps("whole"));
    assertThat(cut).hasSizeLessThanOrEqualTo(1);
  }

  private void assertSameBytes(String file) {
    assertThat(folder.resolve("broken").resolve(file))
        .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
  }

  /** Losses of all steps, as they were logged. */
  private List<String> steps(String output) throws IOException {
    return Files.readAllLines(folder.resolve(output).resolve("log.jsonl")).stream()
        .filter(line -> line.contains("\"steps\",\"stage\""))
        .map(line -> line.substring(0, line.indexOf(",\"imagesPerSecond\"")))
        .toList();
  }

  private Process start(Path config, boolean resume) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                TrainingMain.class.getName(),
                "train",
                "--config",
                config.toString()));
    if (resume) {
      command.add("--resume");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output(config).toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private static Path output(Path config) {
    return config.resolveSibling(config.getFileName() + ".out");
  }

  private void end(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("exit code; see %s", folder).isZero();
  }

  /** Kills as soon as a state is there: in the middle of the steps after it. */
  private void kill(Process process, String output, String state) throws Exception {
    await(process, output, state);
    process.destroyForcibly();
    assertEnded(process, output, KILLED);
  }

  private void terminate(Process process, String output, String state) throws Exception {
    await(process, output, state);
    process.destroy();
    assertEnded(process, output, 1);
  }

  private void await(Process process, String output, String state) throws Exception {
    Path sign = folder.resolve(output).resolve("states").resolve(state);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!Files.exists(sign)) {
      assertThat(process.isAlive()).as("alive until %s", state).isTrue();
      assertThat(Instant.now()).as("waiting for %s", state).isBefore(deadline);
      process.waitFor(2, TimeUnit.MILLISECONDS);
    }
  }

  private void assertEnded(Process process, String output, int code) throws Exception {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    assertThat(folder.resolve(output).resolve("checkpoint")).doesNotExist();
  }
}
