// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.PrimitivesArrays;

class PrimitiveListsTest {

  @Property(tries = 200)
  void intsComeBackAsTheyWentIn(@ForAll int[] values) {
    List<Integer> list = PrimitiveLists.ofInts(values);

    assertThat(list).isEqualTo(Arrays.stream(values).boxed().toList());
    assertThat(PrimitiveLists.toInts(list)).isEqualTo(values);
  }

  @Property(tries = 200)
  void floatsComeBackAsTheyWentIn(@ForAll float[] values) {
    List<Float> list = PrimitiveLists.ofFloats(values);

    assertThat(list).hasSize(values.length);
    assertThat(PrimitiveLists.toFloats(list)).isEqualTo(values);
  }

  @Example
  void listsHoldPrimitives() {
    assertThat(PrimitiveLists.ofInts(1, 2)).isInstanceOf(PrimitivesArrays.IntArray.class);
    assertThat(PrimitiveLists.ofFloats(1f)).isInstanceOf(PrimitivesArrays.FloatArray.class);
  }

  @Example
  void anyOtherListIsReadToo() {
    assertThat(PrimitiveLists.toInts(List.of(3, 1, 2))).containsExactly(3, 1, 2);
    assertThat(PrimitiveLists.toFloats(List.of(0.5f, -1f))).containsExactly(0.5f, -1f);
  }

  @Example
  void laterChangesOfTheArrayDoNotReachTheList() {
    int[] codes = {1, 2};
    List<Integer> list = PrimitiveLists.ofInts(codes);

    codes[0] = 9;

    assertThat(list).containsExactly(1, 2);
  }
}
