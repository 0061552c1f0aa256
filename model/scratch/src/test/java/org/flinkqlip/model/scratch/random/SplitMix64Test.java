// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
  /** The first numbers of seed 1234567, as the generator's authors publish them. */
  @Test
  void numbersAreThePublishedOnes() {
    SplitMix64 random = new SplitMix64(1234567);

    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
  }

  @Test
  void numbersAreEvenlySpread() {
    SplitMix64 random = new SplitMix64(3);
    int[] counts = new int[5];
    double sum = 0;
    for (int i = 0; i < 50_000; i++) {
      counts[random.nextInt(5)]++;
      sum += random.nextDouble();
    }

    assertThat(sum / 50_000).isCloseTo(0.5, within(0.01));
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void nearbyItemsHaveSeedsOfTheirOwn() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (long stream = 0; stream < 20; stream++) {
        for (long index = 0; index < 20; index++) {
          seeds.add(SplitMix64.seed(seed, stream, index));
        }
      }
    }

    assertThat(seeds).hasSize(8000);
  }

  @Test
  void picksAreMembers() {
    assertThat(new SplitMix64(1).pick(List.of("only"))).isEqualTo("only");
  }
}
