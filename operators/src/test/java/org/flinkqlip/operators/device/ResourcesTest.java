// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void lastOpenedIsClosedFirst() throws Exception {
    Resources resources = new Resources();
    resources.add(() -> closed.add("device"));
    resources.add(() -> closed.add("wire format"));

    resources.close();
    resources.close();

    assertThat(closed).containsExactly("wire format", "device");
  }

  @Test
  void failureOfOneClosesTheOthersAndIsTold() {
    Resources resources = new Resources();
    resources.add(() -> closed.add("device"));
    resources.add(() -> fail("first"));
    resources.add(() -> fail("second"));

    assertThatThrownBy(resources::close)
        .hasMessage("second")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("device");
  }

  private static void fail(String message) {
    throw new IllegalStateException(message);
  }
}
