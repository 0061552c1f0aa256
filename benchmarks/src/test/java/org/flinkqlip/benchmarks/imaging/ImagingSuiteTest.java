// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.benchmarks.Contexts;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagingSuiteTest {
  private static final ImagingPlan PLAN =
      new ImagingPlan(List.of(new PictureSize(96, 64, 4_000)), 32, Duration.ZERO, 3, 2);
  private static final String WRONG = "0".repeat(64);

  @TempDir private Path folder;
  private final Report report = new Report();
  private final List<String> heard = new ArrayList<>();

  private void run(Path python) throws Exception {
    new ImagingSuite().run(Contexts.quick(python, folder, heard), report, PLAN);
  }

  /** Stands for a Python with Pillow that takes 10 ms, 2 of them to resize. */
  private Path python(String... hashes) throws IOException {
    StringBuilder script = new StringBuilder("#!/bin/sh\n[ \"$1\" = -c ] && exit 0\n");
    for (String hash : hashes) {
      script.append(
          ("echo '{\"allMs\": 10.0, \"decodeMs\": 8.0, \"resizeMs\": 2.0, \"sha256\": \"%s\","
                  + " \"pillow\": \"9\"}'%n")
              .formatted(hash));
    }
    return executable(script.toString());
  }

  private Path executable(String script) throws IOException {
    Path file = folder.resolve("python");
    Files.writeString(file, script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String[] ourHashes() throws Exception {
    OurSide ours = new OurSide(PLAN.edge());
    List<String> hashes = new ArrayList<>();
    for (TestFile file : TestFile.write(TestPicture.draw(PLAN.sizes().get(0)), folder)) {
      hashes.add(Sha256.of(ours.pixels(file)));
    }
    return hashes.toArray(String[]::new);
  }

  private double figure(String name) {
    return report.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void withoutPillowOurOwnTimesAreReportedAndTheNotesSayWhatIsMissing() throws Exception {
    run(folder.resolve("none"));
    assertThat(report.passed()).isTrue();
    assertThat(report.gates())
        .extracting(Report.Gate::name)
        .containsExactly("pixelsEqualReference");
    assertThat(report.figures())
        .extracting(Report.Figure::name)
        .contains("jpeg96x64Millis", "png96x64Millis", "webp96x64AllocatedBytes")
        .contains("resize96x64Millis")
        .noneMatch(name -> name.endsWith("ToPillow"));
    assertThat(report.figures().get(0).note()).contains("not compared").contains("python3-pil");
  }

  @Test
  void ratiosArePillowsTimeByOurs() throws Exception {
    run(python(ourHashes()));
    assertThat(report.passed()).isTrue();
    assertThat(figure("jpeg96x64ToPillow") * figure("jpeg96x64Millis")).isBetween(9.9, 10.1);
    assertThat(figure("resize96x64ToPillow") * figure("resize96x64Millis")).isBetween(1.9, 2.1);
  }

  @Test
  void otherPixelsThanPillowsStopTheSuiteBeforeAnythingIsTimed() throws Exception {
    String[] hashes = ourHashes();
    hashes[2] = WRONG;
    run(python(hashes));
    assertThat(report.passed()).isFalse();
    assertThat(report.gates().get(1).note()).contains("webp96x64").doesNotContain("jpeg96x64");
    assertThat(report.figures()).isEmpty();
  }

  @Test
  void whatTheScriptComplainsAboutIsPassedOn() throws Exception {
    Path python =
        executable("#!/bin/sh\n[ \"$1\" = -c ] && exit 0\necho 'no such codec' >&2\nexit 1\n");
    assertThatThrownBy(() -> run(python))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such codec");
  }
}
