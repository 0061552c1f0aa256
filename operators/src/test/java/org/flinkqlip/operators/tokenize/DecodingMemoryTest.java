// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.operators.device.MemoryBudget;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureClassifier;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // shares are held, not used
class DecodingMemoryTest {
  private static final long MIB = 1 << 20;
  private static final PreprocessOptions OPTIONS = PreprocessOptions.forSize(256);

  @Test
  void anImageThatFitsNotEvenAloneIsRefusedWithTheNumbers() {
    DecodingMemory memory = new DecodingMemory(new MemoryBudget(10 * MIB));

    assertThatThrownBy(() -> memory.take(new DecodingNeed(10 * MIB + 1, 0)))
        .isInstanceOfSatisfying(
            ImageRejectedException.class,
            e -> {
              assertThat(e.fault()).isEqualTo(ImageFault.TOO_LARGE);
              assertThat(FailureClassifier.classify(e))
                  .contains(DeadLetterCategory.IMAGE_TOO_LARGE);
            })
        .hasMessageContaining("needs 10485761 bytes")
        .hasMessageContaining("have 10485760")
        .hasMessageContaining("larger heap");
  }

  @Test
  void memoryOutsideOfTheHeapMakesAnImageRunAloneAtMost() throws Exception {
    MemoryBudget budget = new MemoryBudget(10 * MIB);
    DecodingMemory memory = new DecodingMemory(budget);

    try (MemoryBudget.Share share = memory.take(new DecodingNeed(MIB, 3 * MIB))) {
      assertThat(budget.free()).isEqualTo(6 * MIB);
    }
    try (MemoryBudget.Share share = memory.take(new DecodingNeed(MIB, 100 * MIB))) {
      assertThat(budget.free()).isZero();
    }
    assertThat(budget.free()).isEqualTo(10 * MIB);
  }

  @Test
  void whatIsRefusedAmongOthersIsTriedOnceMoreAlone() throws Exception {
    MemoryBudget budget = new MemoryBudget(10 * MIB);
    DecodingMemory memory = new DecodingMemory(budget);
    List<Long> free = new ArrayList<>();

    memory.decode(
        new DecodingNeed(MIB, 0),
        () -> {
          free.add(budget.free());
          if (free.size() == 1) {
            throw new OutOfMemoryError("among others");
          }
        });

    assertThat(free).containsExactly(9 * MIB, 0L);
    assertThatThrownBy(
            () ->
                memory.decode(
                    new DecodingNeed(MIB, 0),
                    () -> {
                      throw new OutOfMemoryError("alone too");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(budget.free()).isEqualTo(10 * MIB);
  }

  @Test
  void aStartSaysHowManyImagesFitAtOnce() throws Exception {
    long one = DecodingNeed.mostOfLargest(OPTIONS).totalBytes();

    assertThat(memory(8 * one + MIB).check(OPTIONS, 8)).isEmpty();
    assertThat(memory(3 * one + MIB).check(OPTIONS, 8))
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("8 threads", "at most 3 of them"));
    assertThat(memory(3 * one + MIB).fits(OPTIONS)).isTrue();
    assertThat(memory(256 * MIB).fits(OPTIONS)).isFalse();
    assertThat(memory(256 * MIB).check(OPTIONS, 8))
        .hasValueSatisfying(warning -> assertThat(warning).contains("256 MiB", "dead letter"));
  }

  @Test
  void aStartIsRefusedWhenTheLargestImageOfAnyKindCannotBeDecoded() {
    assertThatThrownBy(() -> memory(100 * MIB).check(OPTIONS, 1))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("67108864 pixels")
        .hasMessageContaining("lower image.max-pixels to 34");
  }

  private static DecodingMemory memory(long bytes) {
    return new DecodingMemory(new MemoryBudget(bytes));
  }
}
