// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.feed.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStackTest {

  @Test
  void aPortForMetricsThatIsInUseIsNamedBeforeAnythingStarts(@TempDir Path directory)
      throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DemoOptions options =
          new DemoOptions(
              1,
              Optional.empty(),
              new Pace(0),
              1,
              Optional.empty(),
              false,
              false,
              OptionalInt.of(other.getLocalPort()),
              Map.of());

      assertThatExceptionOfType(ClusterException.class)
          .isThrownBy(() -> DemoStack.start(directory, options))
          .withMessage(
              "Metrics cannot be served at 127.0.0.1:%d, which is in use; give --metrics-port"
                  + " another port",
              other.getLocalPort());
      assertThat(directory).isEmptyDirectory();
    }
  }
}
