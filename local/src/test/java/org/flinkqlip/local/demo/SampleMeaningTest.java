// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleMeaningTest {

  @Test
  void countsWhatIsRight() {
    SampleMeaning meaning =
        SampleMeaning.NONE
            .plus("red circle", "red circle", Optional.of("red circle"))
            .plus("red circle", "red ring", Optional.of("blue circle"))
            .plus("blue star", "blue star", Optional.of("blue moon"))
            .plus("blue star", "blue star", Optional.of("green heart"))
            .plus("white cross", "black cross", Optional.empty());

    assertThat(meaning).isEqualTo(new SampleMeaning(5, 3, 1, 3));
  }
}
