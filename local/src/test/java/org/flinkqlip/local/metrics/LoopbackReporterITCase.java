// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.flinkqlip.local.broker.FreePorts;
import org.flinkqlip.local.cluster.ClusterOptions;
import org.flinkqlip.local.cluster.LocalCluster;
import org.flinkqlip.local.security.ListeningSockets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopbackReporterITCase {

  @Test
  void metricsAreServedToThisMachineAloneAndWithoutPassingLabels(@TempDir Path directory)
      throws Exception {
    int port = FreePorts.any();
    ClusterOptions options = new ClusterOptions(directory, 1, 0, ReporterSettings.onLoopback(port));
    try (LocalCluster cluster = LocalCluster.start(options)) {
      assertThat(MetricsScrape.text(port))
          .contains("\nflink_jobmanager_numRunningJobs{")
          .contains("\nflink_taskmanager_Status_JVM_Threads_Count{")
          .doesNotContain("tm_id=");
      assertThat(ListeningSockets.ofTree(ProcessHandle.current()))
          .filteredOn(socket -> socket.getPort() == port)
          .isNotEmpty()
          .extracting(InetSocketAddress::getAddress)
          .allMatch(address -> address.isLoopbackAddress());
    }
    assertThat(FreePorts.isFree(port)).as("nobody listens after the cluster").isTrue();
  }
}
