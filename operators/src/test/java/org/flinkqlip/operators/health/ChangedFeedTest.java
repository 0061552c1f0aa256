// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real operator with the default model and its baseline under feeds that change. */
class ChangedFeedTest {
  /** The thresholds of the alerts, as docs/concepts/health.md has them. */
  private static final double LEAST_SPREAD = 0.2;

  private static final double MOST_EMBEDDING_DRIFT = 0.1;
  private static final double MOST_BIT_DRIFT = 0.08;
  private static final double LEAST_MEAN_ENTROPY = 0.9;
  private static final double LEAST_DISTINCT_SHARE = 0.01;

  private static final int IMAGES = 128;

  @TempDir private static Path directory;
  private static ModelBundle bundle;

  @BeforeAll
  static void makeTheModel() throws Exception {
    bundle = DefaultModel.open(directory);
  }

  @ParameterizedTest
  @ValueSource(longs = 11)
  void scenesThatTheModelKnowsCrossNoThreshold(long seed) throws Exception {
    // However slow the machine is, all of them are in the window.
    HealthOptions options = new HealthOptions(true, Duration.ofHours(1), IMAGES, false, 0);
    try (WatchedOperator operator = watched(options)) {
      operator.send(Feed.NORMAL, Feed.scenes(seed), IMAGES - 1);
      assertThat(operator.figure("healthImages")).isEqualTo(IMAGES - 1);
      assertThat(operator.figure("healthEmbeddingDrift")).as("too few images").isNaN();

      operator.send(Feed.NORMAL, Feed.scenes(seed), 1);
      awaitFigures(operator, IMAGES);
      assertThat(operator.figure("healthEmbeddingSpread")).isGreaterThan(LEAST_SPREAD);
      assertThat(operator.figure("healthBitEntropyMean")).isGreaterThan(LEAST_MEAN_ENTROPY);
      assertThat(operator.figure("healthDistinctCodeShare")).isGreaterThan(LEAST_DISTINCT_SHARE);
      assertThat(operator.figure("healthEmbeddingDrift")).isLessThan(MOST_EMBEDDING_DRIFT);
      assertThat(operator.figure("healthBitDrift")).isLessThan(MOST_BIT_DRIFT);
      assertThat(operator.figure("healthUnstableBits")).isBetween(0.01, 0.03);
    }
  }

  /** One operator, whose feed changes three times: no seconds are added for a quiet start. */
  @ParameterizedTest
  @ValueSource(longs = 21)
  void aFeedThatChangesShowsWithinAWindow(long seed) throws Exception {
    Scenes scenes = Feed.scenes(seed);
    Duration window = Duration.ofSeconds(4);
    try (WatchedOperator operator = watched(new HealthOptions(true, window, 16, false, 0))) {
      fill(operator, Feed.NORMAL, scenes, window);
      assertThat(operator.figure("healthEmbeddingSpread")).isGreaterThan(LEAST_SPREAD);
      assertThat(operator.figure("healthBitEntropyMean")).isGreaterThan(LEAST_MEAN_ENTROPY);

      fill(operator, Feed.ALL_GREY, scenes, window);
      assertUniform(operator);

      fill(operator, Feed.OTHER_PREPROCESSING, scenes, window);
      assertThat(operator.figure("healthEmbeddingDrift")).isGreaterThan(MOST_EMBEDDING_DRIFT);
      assertThat(operator.figure("healthBitDrift")).isGreaterThan(MOST_BIT_DRIFT);

      fill(operator, Feed.ONE_PICTURE, scenes, window);
      assertUniform(operator);
    }
  }

  @Test
  void aBundleWithoutABaselineIsWatchedWithoutDrift() throws Exception {
    Path baseline = bundle.file(ModelBundle.BASELINE);
    String kept = Files.readString(baseline);
    try {
      Files.delete(baseline);
      assertThatOnlyDriftIsMissing();
      // Of another model: the job goes on without it.
      Files.writeString(baseline, kept.replace(bundle.modelId(), "other@0123456789ab"));
      assertThatOnlyDriftIsMissing();
    } finally {
      Files.writeString(baseline, kept);
    }
  }

  private static void assertThatOnlyDriftIsMissing() throws Exception {
    try (WatchedOperator operator = watched(HealthOptions.DEFAULT)) {
      operator.send(Feed.NORMAL, Feed.scenes(1), 4);
      assertThat(operator.tokenized()).isEqualTo(4);
      assertThat(operator.has("healthEmbeddingSpread")).isTrue();
      assertThat(operator.has("healthEmbeddingNorm")).isTrue();
      assertThat(operator.has("healthEmbeddingDrift")).isFalse();
      assertThat(operator.has("healthBitDrift")).isFalse();
      assertThat(operator.has("healthEmbeddingNormDrift")).isFalse();
      assertThat(operator.has("healthReconstructionPsnr")).as("not asked for").isFalse();
    }
  }

  @Test
  void nothingIsWatchedWhereItIsSwitchedOff() throws Exception {
    HealthOptions off = new HealthOptions(false, Duration.ofSeconds(30), 1, true, 1);
    try (WatchedOperator operator = watched(off)) {
      operator.send(Feed.NORMAL, Feed.scenes(1), 4);
      assertThat(operator.tokenized()).isEqualTo(4);
      assertThat(operator.has("healthImages")).isFalse();
    }
  }

  @Test
  void reconstructionsOfWhatTheModelKnowsAreMeasured() throws Exception {
    HealthOptions options = new HealthOptions(true, Duration.ofMinutes(5), 1, false, 4);
    try (WatchedOperator operator = watched(options)) {
      operator.send(Feed.NORMAL, Feed.scenes(5), 16);
      assertThat(operator.figure("healthReconstructionPsnr")).isBetween(26.0, 36.0);
    }
  }

  /** Figures are a second old at most. */
  private static void awaitFigures(WatchedOperator operator, int images) throws Exception {
    while (operator.figure("healthImages") < images) {
      Thread.sleep(50);
    }
  }

  private static void assertUniform(WatchedOperator operator) {
    assertThat(operator.figure("healthEmbeddingSpread")).isLessThan(LEAST_SPREAD);
    assertThat(operator.figure("healthBitEntropyMean")).isLessThan(LEAST_MEAN_ENTROPY);
    assertThat(operator.figure("healthDistinctCodeShare")).isLessThan(0.1);
    assertThat(operator.figure("healthEmbeddingDrift")).isGreaterThan(MOST_EMBEDDING_DRIFT);
    assertThat(operator.figure("healthBitDrift")).isGreaterThan(MOST_BIT_DRIFT);
  }

  /** Until the window holds nothing of an earlier feed, and enough of this one. */
  private static void fill(WatchedOperator operator, Feed feed, Scenes scenes, Duration window)
      throws Exception {
    long start = System.nanoTime();
    long least = window.plusSeconds(1).toNanos();
    do {
      operator.send(feed, scenes, 8);
    } while (System.nanoTime() - start < least || Double.isNaN(operator.figure("healthBitDrift")));
  }

  private static WatchedOperator watched(HealthOptions options) throws Exception {
    return new WatchedOperator(bundle, options);
  }
}
