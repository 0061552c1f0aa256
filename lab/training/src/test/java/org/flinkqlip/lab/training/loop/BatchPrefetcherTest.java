// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.junit.jupiter.api.Test;

class BatchPrefetcherTest {
  private static final PreprocessorConfig PREPROCESSOR =
      new PreprocessorConfig(2, 1.0 / 255, List.of(0.5, 0.25, 0.0), List.of(0.5, 0.5, 1.0));

  /** Image i has the value i everywhere; some indices fail. */
  private record Counting(long failing) implements CaptionedImages {
    @Override
    public CaptionedImage get(long index) throws IOException {
      if (index == failing) {
        throw new IOException("disk");
      }
      byte[] pixels = new byte[12];
      java.util.Arrays.fill(pixels, (byte) index);
      return new CaptionedImage("image-" + index, 2, pixels, "caption", -1);
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.empty();
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }
  }

  @Test
  void sampleIOfStepSIsImageSTimesBatchPlusI() throws IOException {
    BatchMaker maker = new BatchMaker(new Counting(-1), null, PREPROCESSOR, 3, 0);
    try (BatchPrefetcher batches = new BatchPrefetcher(maker, 4, 11)) {
      for (long step = 4; step < 11; step++) {
        Batch batch = batches.next();
        assertThat(batch.step()).isEqualTo(step);
        FloatBuffer pixels = batch.pixels().asFloatBuffer();
        for (int i = 0; i < 3; i++) {
          float value = (3 * step + i) / 255f;
          // Planes of red, green and blue.
          assertThat(pixels.get(12 * i)).isCloseTo((value - 0.5f) / 0.5f, within(1e-6f));
          assertThat(pixels.get(12 * i + 4)).isCloseTo((value - 0.25f) / 0.5f, within(1e-6f));
          assertThat(pixels.get(12 * i + 11)).isCloseTo(value, within(1e-6f));
        }
      }
    }
  }

  @Test
  void afterTheDistinctSamplesTheyComeAgain() throws IOException {
    BatchMaker maker = new BatchMaker(new Counting(-1), null, PREPROCESSOR, 2, 3);
    Batch batch = maker.make(1, maker.buffer());
    FloatBuffer blue = batch.pixels().asFloatBuffer();
    assertThat(blue.get(8)).isCloseTo(2 / 255f, within(1e-6f));
    assertThat(blue.get(12 + 8)).isCloseTo(0, within(1e-6f));
  }

  @Test
  void aFailureComesWithItsBatch() throws IOException {
    BatchMaker maker = new BatchMaker(new Counting(5), null, PREPROCESSOR, 2, 0);
    try (BatchPrefetcher batches = new BatchPrefetcher(maker, 0, 10)) {
      batches.next();
      batches.next();
      assertThatThrownBy(batches::next).isInstanceOf(IOException.class).hasMessage("disk");
    }
  }

  @Test
  void anImageOfAnotherSizeIsNamed() {
    PreprocessorConfig larger =
        new PreprocessorConfig(4, 1.0 / 255, PREPROCESSOR.mean(), PREPROCESSOR.deviation());
    BatchMaker maker = new BatchMaker(new Counting(-1), null, larger, 2, 0);
    assertThatThrownBy(() -> maker.make(0, maker.buffer()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("image-0");
  }

  @Test
  void adaptiveBalancingFollowsTheRunningRatioOfTheLosses() {
    LossBalance balance = new LossBalance(org.flinkqlip.lab.training.config.Balancing.ADAPTIVE, 2);
    assertThat(balance.reconstructionWeight()).isEqualTo(2);
    balance.observe(0.5, 4);
    assertThat(balance.reconstructionWeight()).isCloseTo(2 * 8, within(1e-12));
    balance.observe(1.5, 4);
    assertThat(balance.reconstructionWeight()).isCloseTo(2 * 4 / 0.51, within(1e-9));
    LossBalance resumed = new LossBalance(org.flinkqlip.lab.training.config.Balancing.ADAPTIVE, 2);
    resumed.restore(balance.scalars());
    assertThat(resumed.reconstructionWeight()).isEqualTo(balance.reconstructionWeight());
  }
}
