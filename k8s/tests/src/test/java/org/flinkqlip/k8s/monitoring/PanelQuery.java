// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.k8s.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A query of a panel.
 *
 * @param panel dashboard and title
 * @param query PromQL, with the dashboard's variables
 */
record PanelQuery(String panel, String query) {

  static List<PanelQuery> all() throws IOException {
    return MonitoringFiles.dashboards().stream().flatMap(PanelQuery::of).toList();
  }

  private static Stream<PanelQuery> of(Path file) {
    try {
      JsonNode dashboard = MonitoringFiles.json(Files.readString(file));
      return MonitoringFiles.stream(dashboard.get("panels"))
          .flatMap(
              panel ->
                  MonitoringFiles.stream(panel.get("targets"))
                      .map(
                          target ->
                              new PanelQuery(
                                  file.getFileName() + ": " + panel.get("title").asText(),
                                  target.get("expr").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With everything selected, over the last minute. */
  String forEverything() {
    return query
        .replace("$__rate_interval", "1m")
        .replace("$namespace", ".*")
        .replace("$job", ".*");
  }
}
