// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo, scraped by a real Prometheus with our rules: every query has data. Series that only a
 * cluster has are served as they were written down. {@code .ci/check-queries} runs it.
 */
class QueriesIT {
  private static final Duration SCRAPED = Duration.ofMinutes(2);

  @Test
  void everyPanelAndEveryAlertHasData(@TempDir Path folder) throws Exception {
    assertThat(Programs.onPath("prometheus"))
        .as("prometheus on the PATH (Debian: prometheus)")
        .isTrue();
    try (DemoProcess demo = DemoProcess.start(folder);
        RecordedTargets cluster = RecordedTargets.serve();
        PrometheusServer prometheus = PrometheusServer.start(folder, demo, cluster)) {
      prometheus.scrapeFor(SCRAPED, demo);

      List<String> empty = new ArrayList<>();
      for (PanelQuery panel : PanelQuery.all()) {
        if (!prometheus.hasData(panel.forEverything())) {
          empty.add("%s: %s".formatted(panel.panel(), panel.forEverything()));
        }
      }
      for (Alert alert : Alert.all()) {
        for (String query : List.of(alert.measured(), alert.threshold())) {
          if (!prometheus.hasData(query)) {
            empty.add("%s: %s".formatted(alert.title(), query));
          }
        }
      }
      assertThat(empty).as("queries without data").isEmpty();
    }
  }
}
