// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.flinkqlip.model.runtime.health.LatentFacts;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.health.HealthMetrics.WatchedModel;
import org.flinkqlip.operators.metrics.RecordingMetricGroup;
import org.flinkqlip.operators.testing.SmallManifest;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
  private static final String PREFIX = "tokenizer.model=m@1.";
  private static final int IMAGE_BYTES = 12;

  private final RecordingMetricGroup metrics = new RecordingMetricGroup();
  private final List<int[]> reconstructed = new ArrayList<>();

  @Test
  void resultsAloneGiveWhatResultsShow() {
    HealthMonitor monitor = monitor(options(2, false, 0), Optional.empty());
    register(monitor, options(2, false, 0), false, Optional.empty());
    assertThat(names())
        .containsExactlyInAnyOrder(
            "healthImages",
            "healthBitOnesMin",
            "healthBitOnesMean",
            "healthBitOnesMax",
            "healthBitEntropyMin",
            "healthBitEntropyMean",
            "healthDistinctCodes",
            "healthDistinctCodeShare",
            "healthEmbeddingSpread");

    monitor.add(List.of(image(1)), pixels(1));
    assertThat(gauge("healthImages")).isEqualTo(1L);
    assertThat(gauge("healthBitOnesMean")).as("too few images").isEqualTo(Double.NaN);
  }

  @Test
  void figuresAppearWithTheImagesThatTheyNeed() {
    HealthMonitor monitor = monitor(options(2, false, 0), Optional.empty());
    register(monitor, options(2, false, 0), false, Optional.empty());
    monitor.add(List.of(image(0), image((1 << 28) - 1)), pixels(2));

    assertThat(gauge("healthBitOnesMean")).isEqualTo(0.5);
    assertThat(gauge("healthBitEntropyMin")).isEqualTo(1.0);
    assertThat(gauge("healthEmbeddingSpread")).isEqualTo(0.0);
  }

  @Test
  void everythingThatIsAskedForAndKnownIsThere() {
    HealthOptions all = options(1, true, 1);
    HealthMonitor monitor = monitor(all, Optional.of(codes -> new byte[IMAGE_BYTES]));
    register(monitor, all, true, Optional.of(baseline()));
    monitor.add(List.of(image(1 << 27)), pixels(1));

    assertThat(names())
        .hasSize(9 + 2 + 3 + 1 + 2 * 28)
        .contains("bit=27.healthBitOnes", "bit=27.healthBitEntropy");
    assertThat(gauge("bit=0.healthBitOnes")).as("the most significant first").isEqualTo(1.0);
    assertThat(gauge("bit=27.healthBitOnes")).isEqualTo(0.0);
    assertThat(gauge("healthUnstableBits")).isEqualTo(0.25);
    assertThat(gauge("healthEmbeddingNorm")).isEqualTo(3.0);
    assertThat((double) gauge("healthEmbeddingNormDrift")).isCloseTo(0.5, within(1e-9));
    assertThat((double) gauge("healthEmbeddingDrift")).isCloseTo(1, within(1e-9));
    assertThat((double) gauge("healthBitDrift")).isCloseTo(0.5, within(1e-9));
    assertThat(gauge("healthReconstructionPsnr")).isEqualTo(100.0);
  }

  @Test
  void oneInSoManyImagesIsReconstructedOverAllBatches() {
    HealthMonitor monitor =
        monitor(
            options(1, false, 3),
            Optional.of(
                codes -> {
                  reconstructed.add(codes);
                  return filled(10);
                }));
    monitor.add(List.of(image(0), image(1)), pixels(2));
    monitor.add(List.of(image(2), image(3), image(4), image(5), image(6)), pixels(5));

    assertThat(reconstructed).extracting(codes -> codes[0]).containsExactly(0, 3, 6);
    // 20 log10(255 / 10), since every original is zero.
    assertThat(monitor.figures().psnr()).isCloseTo(28.1308, within(1e-4));
  }

  @Test
  void eachImageIsComparedWithItsOwnPixels() {
    HealthMonitor monitor = monitor(options(1, false, 2), Optional.of(codes -> filled(codes[0])));
    ByteBuffer pixels = pixels(3);
    for (int i = 0; i < pixels.capacity(); i++) {
      pixels.put(i, (byte) (10 + i / IMAGE_BYTES));
    }
    monitor.add(List.of(image(10), image(0), image(12)), pixels);

    assertThat(monitor.figures().psnr()).as("no error").isEqualTo(100);
  }

  @Test
  void aDecoderThatFailsStopsTheReconstructionsAndNothingElse() {
    HealthMonitor monitor =
        monitor(
            options(1, false, 1),
            Optional.of(
                codes -> {
                  reconstructed.add(codes);
                  throw new InferenceException("CUDA error 700");
                }));
    monitor.add(List.of(image(1), image(2)), pixels(2));
    monitor.add(List.of(image(3)), pixels(1));

    assertThat(reconstructed).hasSize(1);
    assertThat(monitor.figures().images()).isEqualTo(3);
    assertThat(monitor.figures().psnr()).isNaN();
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new HealthOptions(true, Duration.ofMillis(999), 1, false, 0))
        .hasMessageContaining("at least 1000 ms");
    assertThatThrownBy(() -> options(0, false, 0)).hasMessageContaining("0 images");
    assertThatThrownBy(() -> options(1, false, -1)).hasMessageContaining("one in -1");
    assertThat(new HealthOptions(false, Duration.ofSeconds(1), 1, false, 5).needsDecoder())
        .isFalse();
  }

  private static HealthOptions options(int minImages, boolean perBit, int psnrEvery) {
    return new HealthOptions(true, Duration.ofMinutes(1), minImages, perBit, psnrEvery);
  }

  private static HealthMonitor monitor(HealthOptions options, Optional<Reconstructor> decoder) {
    return new HealthMonitor(options, SmallManifest.withFeatures(), decoder, () -> 0);
  }

  private void register(
      HealthMonitor monitor,
      HealthOptions options,
      boolean latents,
      Optional<HealthBaseline> baseline) {
    HealthMetrics.register(
        monitor, options, new WatchedModel("m@1", 28, latents, baseline), metrics);
  }

  private List<String> names() {
    return new TreeMap<>(metrics.metrics())
        .keySet().stream().map(name -> name.substring(PREFIX.length())).toList();
  }

  private Object gauge(String name) {
    return ((Gauge<?>) metrics.metrics().get(PREFIX + name)).getValue();
  }

  private static HealthBaseline baseline() {
    return new HealthBaseline(
        1, "m@1", "by hand", 9, Collections.nCopies(28, 0.5), 0.5, List.of(0.0, 1.0), 2.0, 0.1, 30);
  }

  private static ByteBuffer pixels(int images) {
    return ByteBuffer.allocateDirect(images * IMAGE_BYTES);
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[IMAGE_BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static ImageResult image(int code) {
    return new Image(new int[] {code}, new float[] {1, 0}, Optional.of(new LatentFacts(3, 0.25f)));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Image(int[] codes, float[] embedding, Optional<LatentFacts> latentFacts)
      implements ImageResult {}
}
