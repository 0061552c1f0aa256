// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.bundle.Preprocessing;
import org.flinkqlip.model.runtime.bundle.TextTower;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthBaselineTest {
  private static final double EXACT = 1e-9;

  @TempDir private Path directory;
  private ModelBundle bundle;
  private Path file;

  @BeforeEach
  void describeABundle() {
    bundle = new ModelBundle(directory, manifest(), "0123456789abcdef");
    file = bundle.file(ModelBundle.BASELINE);
  }

  @Test
  void isReadAsItWasWritten() throws Exception {
    assertThat(HealthBaseline.in(bundle)).isEmpty();

    HealthBaseline written = HealthBaseline.of(bundle, "scenes", tally().figures());
    written.write(bundle);
    written.write(bundle);

    assertThat(HealthBaseline.in(bundle)).contains(written);
    assertThat(directory).isDirectoryContaining(file::equals);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatAnOlderEncoderDoesNotTellIsLeftOut() throws Exception {
    HealthTally tally = new HealthTally(2, 2);
    tally.add(new int[] {1, 2}, new float[] {1, 0});
    tally.addReconstruction(30);
    HealthBaseline.of(bundle, "scenes", tally.figures()).write(bundle);

    HealthBaseline read = HealthBaseline.in(bundle).orElseThrow();

    assertThat(Files.readString(file)).doesNotContain("embeddingLength", "unstableBits");
    assertThat(read.embeddingLengthOrNull()).isNull();
    assertThat(read.embeddingLengthDrift(tally().figures())).isNaN();
  }

  @Test
  void driftsAreThoseThatAHandComputes() {
    HealthBaseline baseline = HealthBaseline.of(bundle, "scenes", tally().figures());
    assertThat(baseline.embeddingDrift(tally().figures())).isCloseTo(0, within(EXACT));
    assertThat(baseline.bitDrift(tally().figures())).isZero();
    assertThat(baseline.embeddingLengthDrift(tally().figures())).isZero();

    HealthTally other = new HealthTally(2, 2);
    other.add(new int[] {0b11, 0b11}, new float[] {0, 1});
    other.addLatents(new LatentFacts(3, 0));

    // The baseline: bits half and half, mean (1, 0), length 4.
    assertThat(baseline.embeddingDrift(other.figures())).isCloseTo(1, within(EXACT));
    assertThat(baseline.bitDrift(other.figures())).isEqualTo(0.5);
    assertThat(baseline.embeddingLengthDrift(other.figures())).isEqualTo(0.25);
    assertThat(baseline.embeddingDrift(new HealthTally(2, 2).figures())).isNaN();
  }

  @Test
  void aBaselineOfAnotherModelIsNotTaken() throws Exception {
    HealthBaseline.of(bundle, "scenes", tally().figures()).write(bundle);
    ModelBundle other = new ModelBundle(directory, manifest(), "fedcba9876543210");

    assertThatThrownBy(() -> HealthBaseline.in(other))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("it is of m@0123456789ab, not of m@fedcba987654")
        .hasMessageContaining("qlip evaluate --baseline");
  }

  @Test
  void filesThatAreNoBaselineAreNamed() throws Exception {
    HealthBaseline.of(bundle, "scenes", tally().figures()).write(bundle);
    String good = Files.readString(file);

    refuse("", "");
    refuse("null", "null");
    refuse(good + "{}", "");
    refuse(good.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"), "format version 2");
    refuse(good.replace("\"distinctShare\" : ", "\"distinctShare\" : 1"), "distinctShare");
    refuse(good.replace("\"psnr\" : 30.0", "\"psnr\" : \"NaN\""), "no PSNR");
    refuse(good.replace("[ 1.0, 0.0 ]", "[ 0.0, 0.0 ]"), "no direction");
    refuse(good.replace("[ 1.0, 0.0 ]", "[ 1.0, 0.0, 0.0 ]"), "sizes");
    refuse(good.replace("\"images\" : 1", "\"images\" : 0"), "0 images");
    refuse(" ".repeat(2 << 20), "at most");

    Files.delete(file);
    Files.createSymbolicLink(file, directory.resolve("elsewhere"));
    assertThatThrownBy(() -> HealthBaseline.in(bundle)).hasMessageContaining("no plain file");
  }

  private void refuse(String json, String why) throws Exception {
    Files.writeString(file, json);
    assertThatThrownBy(() -> HealthBaseline.in(bundle))
        .as(json.strip())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
  }

  private static HealthTally tally() {
    HealthTally tally = new HealthTally(2, 2);
    tally.add(new int[] {0b01, 0b10}, new float[] {1, 0});
    tally.addLatents(new LatentFacts(4, 0.125f));
    tally.addReconstruction(30);
    return tally;
  }

  private static ModelManifest manifest() {
    return new ModelManifest(
        ModelManifest.FORMAT_VERSION,
        "m",
        true,
        32,
        16,
        2,
        2,
        2,
        1,
        2,
        null,
        new TextTower(8, 514, 512, 513, 14.0),
        false,
        Precision.FLOAT32,
        new Preprocessing(
            "bicubic",
            "center",
            1.0 / 255,
            Collections.nCopies(3, 0.5),
            Collections.nCopies(3, 0.5)),
        "0.1.0",
        Map.of());
  }
}
