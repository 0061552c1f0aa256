// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EditDistanceTest {

  @Test
  void insertionsDeletionsAndSubstitutionsCountOneEach() {
    assertThat(EditDistance.between("batch.linger", "batch.linger")).isZero();
    assertThat(EditDistance.between("batch.lnger", "batch.linger")).isEqualTo(1);
    assertThat(EditDistance.between("kitten", "sitting")).isEqualTo(3);
    assertThat(EditDistance.between("", "abc")).isEqualTo(3);
  }

  @Property(tries = 100)
  void theDistanceIsSymmetricAndBoundedByTheLongerText(
      @ForAll @AlphaChars @StringLength(max = 12) String left,
      @ForAll @AlphaChars @StringLength(max = 12) String right) {
    int distance = EditDistance.between(left, right);

    assertThat(distance)
        .isEqualTo(EditDistance.between(right, left))
        .isBetween(
            Math.abs(left.length() - right.length()), Math.max(left.length(), right.length()));
    assertThat(distance == 0).isEqualTo(left.equals(right));
  }
}
