// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.Violation;
import org.flinkqlip.local.progress.StreamCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {
  private static final DemoReport.Model MODEL =
      new DemoReport.Model("tiny@0123456789ab", false, "CPU");

  @TempDir Path directory;

  @Test
  void theFileHoldsEveryFigure() throws Exception {
    AuditReport audit =
        new AuditReport(
            100,
            80,
            15,
            3,
            170,
            new TreeMap<>(Map.of("IMAGE_EMPTY", 15L)),
            new TreeSet<>(List.of("tiny@0123456789ab")),
            List.of(
                new Violation(Violation.Kind.MISSING, "one"),
                new Violation(Violation.Kind.MISSING, "two"),
                new Violation(Violation.Kind.DUPLICATE, "three")));
    StreamCounts counts =
        new StreamCounts(
            100,
            80,
            15,
            3,
            Optional.of(Duration.ofMillis(1200)),
            Optional.of(Duration.ofNanos(2_345_678_901L)));
    Map<String, AuditReport> others =
        Map.of(
            "EmbedText",
            new AuditReport(9, 6, 2, 1, 7, new TreeMap<>(), new TreeSet<>(), List.of()));
    Path file = directory.resolve("new/report.json");

    DemoReport.of(audit, counts, Duration.ofSeconds(16), 1, MODEL, others).write(file);

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {
                      "holds": false, "in": 100, "tokenized": 80, "deadLettered": 15,
                      "tombstones": 3, "duplicates": 1, "missing": 2, "contentsCompared": 170,
                      "violations": {"DUPLICATE": 1, "MISSING": 2},
                      "deadLettersByCategory": {"IMAGE_EMPTY": 15},
                      "seconds": 16.0, "imagesPerSecond": 5.0,
                      "latencyMsP50": 1200.0, "latencyMsP99": 2345.7, "restores": 1,
                      "model": "tiny@0123456789ab", "trained": false, "provider": "CPU",
                      "otherJobs": {"EmbedText": {"holds": true, "in": 9, "results": 6,
                        "deadLettered": 2, "tombstones": 1, "contentsCompared": 7, "violations": {}}}
                    }
                    """));
  }

  @Test
  void aStreamWithoutResultsHasNoLatencyAndNoRate() {
    AuditReport audit = new AuditReport(0, 0, 0, 0, 0, new TreeMap<>(), new TreeSet<>(), List.of());
    StreamCounts counts = new StreamCounts(0, 0, 0, 0, Optional.empty(), Optional.empty());

    DemoReport report = DemoReport.of(audit, counts, Duration.ZERO, 0, MODEL, Map.of());

    assertThat(report.holds()).isTrue();
    assertThat(report.imagesPerSecond()).isZero();
    assertThat(report.latencyMsP50()).isNull();
  }

  @Test
  void anyJobThatViolatesItsInvariantFailsTheDemo() {
    AuditReport audit = new AuditReport(0, 0, 0, 0, 0, new TreeMap<>(), new TreeSet<>(), List.of());
    StreamCounts counts = new StreamCounts(0, 0, 0, 0, Optional.empty(), Optional.empty());
    AuditReport missing =
        new AuditReport(
            1,
            0,
            0,
            0,
            0,
            new TreeMap<>(),
            new TreeSet<>(),
            List.of(new Violation(Violation.Kind.MISSING, "one")));

    DemoReport report =
        DemoReport.of(audit, counts, Duration.ZERO, 0, MODEL, Map.of("ReconstructImages", missing));

    assertThat(report.holds()).isFalse();
    assertThat(report.otherJobs().get("ReconstructImages").violations())
        .containsExactly(Map.entry("MISSING", 1L));
  }
}
