// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.knowm.xchart.XYChart;

/** What linger and batch size do to latency, at one rate that all of them keep up with. */
final class TradeOff {
  private static final double P50 = 50;
  private static final double P99 = 99;

  private final PacedRun paced;
  private final PipelinePlan plan;
  private final Findings findings;

  TradeOff(PacedRun paced, PipelinePlan plan, Findings findings) {
    this.paced = requireNonNull(paced, "paced is null");
    this.plan = requireNonNull(plan, "plan is null");
    this.findings = requireNonNull(findings, "findings is null");
  }

  /**
   * The goal: the defaults at 70 % of the highest rate.
   *
   * @param perSecond that rate
   * @param batchMillis time of a full batch in the bare loop
   */
  void latency(JobSetup setup, double perSecond, double batchMillis) throws Exception {
    Emissions emissions = paced.run(setup, perSecond, plan.span());
    double limit = setup.linger().toMillis() + 2 * batchMillis;
    String how =
        "%.0f images/s, 70 %% of the job's own rate; from the time of the input record to the codes"
            + " being read before their commit, by a consumer that asks every 20 ms at most";
    findings.figure("latencyP50Millis", emissions.latency(P50), "ms", how.formatted(perSecond));
    findings.atMost(
        "latencyP99Millis",
        emissions.latency(P99),
        limit,
        "ms",
        how.formatted(perSecond)
            + "; goal: linger of %d ms and two batches of %.1f ms"
                .formatted(setup.linger().toMillis(), batchMillis));
  }

  /** Every linger with every batch size, into a chart. */
  void sweep(JobSetup setup, double perSecond, Path chart) throws Exception {
    ChartSheet sheet = new ChartSheet();
    XYChart half = sheet.chart(title("p50", perSecond), "linger in ms", "p50 in ms");
    XYChart most = sheet.chart(title("p99", perSecond), "linger in ms", "p99 in ms");
    for (int batch : plan.lingerBatches()) {
      int points = plan.lingers().size();
      double[] lingers = new double[points];
      double[] p50 = new double[points];
      double[] p99 = new double[points];
      for (int i = 0; i < points; i++) {
        int linger = plan.lingers().get(i);
        Emissions emissions =
            paced.run(
                setup.withBatch(batch).withLinger(Duration.ofMillis(linger)),
                perSecond,
                plan.pointSpan());
        lingers[i] = linger;
        p50[i] = emissions.latency(P50);
        p99[i] = emissions.latency(P99);
        findings.figure(
            "latencyLinger%dBatch%dP99Millis".formatted(linger, batch),
            p99[i],
            "ms",
            "p50 %.0f ms, at %.0f images/s".formatted(p50[i], perSecond));
      }
      String name = "batches of " + batch;
      half.addSeries(name, lingers, p50);
      most.addSeries(name, lingers, p99);
    }
    sheet.write(chart);
  }

  private static String title(String what, double perSecond) {
    return "%s from input to result at %.0f images/s".formatted(what, perSecond);
  }
}
