// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;

/** What a Prometheus on this machine is told. */
public final class MetricsScrape {
  private MetricsScrape() {}

  /** As text. */
  public static String text(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(port))).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Names and labels of the series whose names contain {@code part}. */
  public static Set<String> series(int port, String part) throws IOException, InterruptedException {
    return text(port)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .filter(series -> series.substring(0, series.indexOf('{')).contains(part))
        .collect(Collectors.toSet());
  }
}
