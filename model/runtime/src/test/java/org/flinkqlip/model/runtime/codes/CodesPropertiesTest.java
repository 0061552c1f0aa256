// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CodesPropertiesTest {

  /** Codes with a layout of any size of group. */
  record Sample(CodeLayout layout, int[] codes) {}

  @Provide
  Arbitrary<Sample> samples() {
    return layouts()
        .flatMap(
            layout ->
                Arbitraries.integers()
                    .between(0, layout.vocabularySize() - 1)
                    .array(int[].class)
                    .ofMaxSize(40)
                    .map(codes -> new Sample(layout, codes)));
  }

  private static Arbitrary<CodeLayout> layouts() {
    return Combinators.combine(
            Arbitraries.integers().between(1, CodeLayout.MAX_BITS),
            Arbitraries.integers().between(1, CodeLayout.MAX_BITS))
        .as((size, count) -> new int[] {size, count})
        .filter(sizes -> sizes[0] * sizes[1] <= CodeLayout.MAX_BITS)
        .map(sizes -> new CodeLayout(sizes[0] * sizes[1], sizes[0]));
  }

  @Property
  void groupsJoinToTheCodesTheyCameFrom(@ForAll("samples") Sample sample) {
    int[] groups = sample.layout().toGroups(sample.codes());

    assertThat(groups).hasSize(sample.codes().length * sample.layout().groups());
    assertThat(sample.layout().fromGroups(groups)).isEqualTo(sample.codes());
  }

  @Property
  void groupsHoldConsecutiveBitsMostSignificantFirst(@ForAll("samples") Sample sample) {
    CodeLayout layout = sample.layout();
    for (int code : sample.codes()) {
      for (int group = 0; group < layout.groups(); group++) {
        int expected = 0;
        for (int i = 0; i < layout.groupSize(); i++) {
          expected = 2 * expected + (layout.bit(code, group * layout.groupSize() + i) ? 1 : 0);
        }
        assertThat(layout.group(code, group)).isEqualTo(expected);
      }
    }
  }

  @Example
  void aGridIsItsCodes() {
    CodeGrid grid = new CodeGrid(1, 3, 28, new int[] {0, (1 << 28) - 1, 0x1234567});

    assertThat(new CodeGrid(1, 3, 28, grid.codes())).isEqualTo(grid).hasSameHashCodeAs(grid);
    assertThat(grid.at(0, 2)).isEqualTo(0x1234567);
  }

  @Example
  void valuesOutOfRangeAreRefused() {
    CodeLayout layout = new CodeLayout(28, 14);

    assertThatIllegalArgumentException().isThrownBy(() -> new CodeLayout(28, 9));
    assertThatIllegalArgumentException().isThrownBy(() -> new CodeLayout(31, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.toGroups(new int[] {1 << 28}))
        .withMessageContaining("position 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.fromGroups(new int[] {0, 1 << 14}));
    assertThatIllegalArgumentException().isThrownBy(() -> layout.fromGroups(new int[3]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CodeGrid(1, 1, 28, new int[] {1 << 28}));
    assertThatIllegalArgumentException().isThrownBy(() -> new CodeGrid(2, 2, 28, new int[3]));
  }
}
