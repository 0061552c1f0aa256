// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Instant;
import org.flinkqlip.benchmarks.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {
  private static final Machine MACHINE =
      new Machine("CPU", 2, 8, "Linux 6", "17.0.1", "1.29.0", Instant.EPOCH);

  @TempDir private Path folder;
  private final BenchReport all = new BenchReport(MACHINE, false);

  private void addEncoder(boolean right) {
    Report report = new Report();
    report.add(new Report.Gate("codesAreEqual", right, "8 images"));
    report.add(Report.Figure.atLeast("fusedToPlain", 1.05, "ratio", 1.25, "batch 8"));
    report.add(Report.Figure.atMost("latency", 12, "ms", 20, "p99"));
    report.add(Report.Figure.of("rate", 1234.5, "images/s", "fused"));
    all.add("encoder", report);
  }

  @Test
  void jsonHasAFieldForEachFigureOfASuite() throws Exception {
    addEncoder(true);
    Path file = folder.resolve("new").resolve("bench.json");
    all.write(file);

    JsonNode root = new ObjectMapper().readTree(file.toFile());
    assertThat(root.at("/machine/processor").textValue()).isEqualTo("CPU");
    assertThat(root.at("/machine/onnxRuntime").textValue()).isEqualTo("1.29.0");
    assertThat(root.at("/quick").booleanValue()).isFalse();
    JsonNode encoder = root.at("/suites/encoder");
    assertThat(encoder.at("/gates/codesAreEqual/passed").booleanValue()).isTrue();
    assertThat(encoder.at("/fusedToPlain/value").doubleValue()).isEqualTo(1.05);
    assertThat(encoder.at("/fusedToPlain/atLeast").doubleValue()).isEqualTo(1.25);
    assertThat(encoder.at("/fusedToPlain/reached").booleanValue()).isFalse();
    assertThat(encoder.at("/latency/atMost").doubleValue()).isEqualTo(20);
    assertThat(encoder.at("/latency/reached").booleanValue()).isTrue();
    assertThat(encoder.at("/rate/unit").textValue()).isEqualTo("images/s");
    assertThat(encoder.at("/rate").has("reached")).isFalse();
  }

  @Test
  void textTellsWhichGoalsAreMissed() {
    addEncoder(true);
    assertThat(all.toText())
        .contains("CPU, 2 cores, 8 GiB")
        .containsPattern("fusedToPlain +1\\.050 ratio +goal >= 1\\.250: MISSED +batch 8")
        .containsPattern("latency +12\\.000 ms +goal <= 20\\.000: reached")
        .containsPattern("rate +1,23[45] images/s")
        .contains("right  codesAreEqual: 8 images")
        .doesNotContain("QUICK");
  }

  @Test
  void aWrongResultFailsTheWhole() {
    addEncoder(false);
    assertThat(all.passed()).isFalse();
    assertThat(all.toText()).contains("WRONG  codesAreEqual");
  }

  @Test
  void quickFiguresAreCalledMeaningless() {
    assertThat(new BenchReport(MACHINE, true).toText()).contains("the figures mean nothing");
  }

  @Test
  void thisMachineHasAProcessorAndARuntime() throws Exception {
    Machine here = Machine.here();
    assertThat(here.processor()).isNotBlank();
    assertThat(here.cores()).isPositive();
    assertThat(here.onnxRuntime()).matches("\\d+\\.\\d+\\.\\d+.*");
  }
}
