// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  @Test
  void noPortIsPickedTwice() {
    List<Integer> ports = Stream.generate(FreePorts::any).limit(1000).toList();

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 10_000 && port < 32_000);
  }
}
