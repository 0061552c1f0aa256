package org.flinkqlip.operators.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.flinkqlip.operators.docs.GeneratedPage;
import org.junit.jupiter.api.Test;

class TokenizerMetricTest {

  @Test
  void referencePageIsUpToDate() throws IOException {
    GeneratedPage.assertUpToDate("metrics.md", page());
  }

  @Test
  void namesAreDistinctAndUsableEverywhere() {
    assertThat(TokenizerMetric.values())
        .extracting(TokenizerMetric::metricName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Metrics

            <!-- Made from TokenizerMetric by TokenizerMetricTest; do not edit. -->

            All of them are in the group `%s` of the tokenizing operator, so Prometheus names them
            `flink_taskmanager_job_task_operator_%s_NAME`. They count from the last start of the task; histograms look
            back on the last 1,024 values.

            | metric | type | unit | meaning |
            |---|---|---|---|
            """
                .formatted(TokenizerMetric.GROUP, TokenizerMetric.GROUP));
    Arrays.stream(TokenizerMetric.values())
        .forEach(
            metric ->
                page.append(
                    "| `%s` | %s | %s | %s |\n"
                        .formatted(
                            metric.metricName(),
                            metric.type().name().toLowerCase(Locale.ROOT),
                            metric.unit(),
                            metric.description())));
    return page.toString();
  }
}
