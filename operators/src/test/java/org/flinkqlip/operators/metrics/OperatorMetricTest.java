// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.flinkqlip.operators.docs.GeneratedPage;
import org.junit.jupiter.api.Test;

class OperatorMetricTest {

  @Test
  void referencePageIsUpToDate() throws IOException {
    GeneratedPage.assertUpToDate("metrics.md", page());
  }

  @Test
  void namesAreDistinctAndUsableEverywhere() {
    assertThat(OperatorMetric.values())
        .extracting(OperatorMetric::metricName)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z][A-Za-z]+"));
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Metrics

            <!-- Made from OperatorMetric by OperatorMetricTest; do not edit. -->

            All of them are in the group `%s` of the operator that runs the model: `tokenize images`, `embed captions` or
            `reconstruct images`. Each has the counter of its own results alone. Prometheus puts
            `flink_taskmanager_job_task_operator_` in front of the names given here. They count from the last start of the
            task; histograms look back on the last 1,024 values.
            Blanks in labels become underscores there, as in `job_name="tokenize_images"`. [Monitoring](../how-to/monitor.md) has
            alerts and dashboards that use them.

            | metric | type | unit | labels | in Prometheus | meaning |
            |---|---|---|---|---|---|
            """
                .formatted(OperatorMetric.GROUP));
    Arrays.stream(OperatorMetric.values())
        .forEach(
            metric ->
                page.append(
                    "| `%s` | %s | %s | %s | `%s` | %s |\n"
                        .formatted(
                            metric.metricName(),
                            metric.type().name().toLowerCase(Locale.ROOT),
                            metric.unit(),
                            labels(metric),
                            metric.prometheusName(),
                            metric.description())));
    page.append(
        """

        The operator `write results: Committer` counts transactions that Kafka refused to commit, from the last start of the
        task. Flink's own `alreadyCommittedCommittables` counts those that it turned out to have committed before.

        | metric | type | unit | meaning |
        |---|---|---|---|
        | `transactionsLost` | counter | transactions | They were aborted: their results are missing. The log names the inputs. |
        | `transactionsUnresolved` | counter | transactions | Their records are no longer in the topics, or could not be read. |

        ## Health of the model

        The metrics `health…` are of TokenizeImages alone: one set a subtask, 9 series, 2 more where the bundle was exported by 0.4.0 or
        later, 3 with a baseline, 1 with `health.psnr-every`. Each bit has series of its own with `health.per-bit` alone: 56 more for codes
        of 28 bits, which no alert needs. A figure that cannot be had is NaN, for which no comparison holds. What they mean, and what
        feeds that went wrong look like: [health of the model](../concepts/health.md).

        | suggested alert | threshold | scenes that it knows, windows of 128 | all grey | all one picture, 16 of them | red and blue swapped |
        |---|---|---|---|---|---|
        | `healthEmbeddingSpread` | below 0.2 | 0.873 to 0.893 | 0 | 0 | 0.795 to 0.829 |
        | `healthEmbeddingDrift` | above 0.1 | 0.006 to 0.044 | 0.339 | 0.46 to 1.17 | 0.199 to 0.233 |
        | `healthBitDrift` | above 0.08 | 0.011 to 0.033 | 0.498 | 0.22 to 0.45 | 0.099 to 0.119 |
        | `healthBitEntropyMean` | below 0.9 | 0.994 to 0.998 | 0.019 | 0.31 to 0.80 | 0.939 to 0.958 |

        Measured with the default model on scenes of several seeds; another model needs its own.
        """);
    return page.toString();
  }

  private static String labels(OperatorMetric metric) {
    return metric.labels().stream().map(label -> "`" + label + "`").collect(joining(", "));
  }
}
