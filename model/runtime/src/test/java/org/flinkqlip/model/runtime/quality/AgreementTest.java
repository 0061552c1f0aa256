// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {

  @Test
  void countsBitsCodesAndCosines() {
    Agreement agreement = new Agreement(4);
    agreement.add(new int[] {0b1111, 0}, new int[] {0b1100, 0}, v(1, 0), v(1, 0));
    agreement.add(new int[] {5, 6}, new int[] {5, 6}, v(1, 0), v(0.6f, 0.8f));

    assertThat(agreement.equalBits()).isEqualTo(14.0 / 16, within(1e-12));
    assertThat(agreement.equalCodes()).isEqualTo(0.75);
    assertThat(agreement.meanCosine()).isEqualTo(0.8, within(1e-6));
    assertThat(agreement.leastCosine()).isEqualTo(0.6, within(1e-6));
  }

  @Test
  void resultsOfDifferentSizesAreRefused() {
    Agreement agreement = new Agreement(4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> agreement.add(new int[1], new int[2], v(1, 0), v(1, 0)));
  }

  private static float[] v(float... values) {
    return values;
  }
}
