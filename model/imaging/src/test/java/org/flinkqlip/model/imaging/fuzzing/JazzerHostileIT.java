// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.fuzzing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JazzerHostileIT {
  @Test
  void aFaultBehindFourBranchesIsFound() {
    assertThatThrownBy(
            () ->
                Jazzer.fuzz(
                    FaultyFuzzTarget.class,
                    "org.flinkqlip.model.imaging.fuzzing.**",
                    List.of("a seed".getBytes(US_ASCII))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("what Jazzer found")
        .hasMessageContaining("the fault");
  }
}
