// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = BenchMain.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void theHelpNamesTheSuitesAndGivesExamples() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out.toString())
        .contains("imaging")
        .contains("encoder")
        .contains("jmh")
        .contains("qlip bench --suite all --json bench.json");
  }

  @Test
  void aSuiteThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    assertThat(run("bench", "--suite", "gpu2")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no suite 'gpu2'").contains("imaging");
  }

  @Test
  void aModelThatIsMissingIsNamedInOneLine() {
    assertThat(run("bench", "--suite", "imaging", "--model", "nowhere")).isEqualTo(1);
    assertThat(err.toString().lines().reduce((first, last) -> last))
        .hasValueSatisfying(line -> assertThat(line).startsWith("qlip: ").contains("nowhere"));
  }

  @Test
  void aQuickRunPrintsAndWritesItsFigures() throws Exception {
    Path json = folder.resolve("bench.json");
    assertThat(
            run(
                "bench",
                "--suite",
                "imaging",
                "--quick",
                "--work",
                folder.toString(),
                "--python",
                folder.resolve("no-python").toString(),
                "--json",
                json.toString()))
        .isZero();
    assertThat(out.toString()).contains("jpeg500x375Millis").contains("QUICK");
    assertThat(err.toString()).contains("has no Pillow");
    assertThat(
            new ObjectMapper()
                .readTree(json.toFile())
                .at("/suites/imaging/jpeg500x375Millis/value")
                .doubleValue())
        .isPositive();
  }

  @Test
  void aSuiteThatCannotMeasureFailsTheCommandAfterWhatWasMeasuredIsWritten() throws Exception {
    Path python = folder.resolve("python");
    Files.writeString(
        python, "#!/bin/sh\n[ \"$1\" = -c ] && exit 0\necho 'no such codec' >&2\nexit 1\n");
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path json = folder.resolve("bench.json");
    assertThat(
            run(
                "bench",
                "--suite",
                "imaging",
                "--quick",
                "--work",
                folder.toString(),
                "--python",
                python.toString(),
                "--json",
                json.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no such codec");
    assertThat(new ObjectMapper().readTree(json.toFile()).has("machine")).isTrue();
  }
}
