// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void aWrongResultStopsABenchmark() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Reference.require(false, "Resize", "Pillow"))
        .withMessageContaining("Resize does not give what Pillow gives");
  }
}
