// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.measure.Timings;
import org.flinkqlip.benchmarks.measure.Turns;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Images a second against the images of a call. */
final class BatchCurve {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;

  private final EncoderPlan plan;
  private final Report report;

  BatchCurve(EncoderPlan plan, Report report) {
    this.plan = requireNonNull(plan, "plan is null");
    this.report = requireNonNull(report, "report is null");
  }

  /** Measures the curve and draws it into the PNG {@code chart}. */
  void run(ModelBundle bundle, Path chart) throws Exception {
    List<Integer> batches = plan.batches();
    double[] rates = new double[batches.size()];
    try (Encoder encoder = Encoder.open(bundle, Collections.max(batches), SessionOptions.cpu(0))) {
      Turns turns = new Turns(plan.curveRounds(), plan.span());
      for (int batch : batches) {
        turns.add(name(batch), () -> encoder.run(batch));
      }
      Timings timings = turns.run();
      for (int i = 0; i < rates.length; i++) {
        rates[i] = batches.get(i) * 1e3 / timings.of(name(batches.get(i)));
        report.add(
            Report.Figure.of(
                name(batches.get(i)), rates[i], "images/s", "fused, " + bundle.modelId()));
      }
    }
    draw(bundle.modelId(), rates, chart);
  }

  private static String name(int batch) {
    return "imagesPerSecondBatch" + batch;
  }

  private void draw(String model, double[] rates, Path file) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(model)
            .xAxisTitle("images of a call")
            .yAxisTitle("images/s")
            .theme(Styler.ChartTheme.XChart)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setYAxisMin(0.0);
    double[] sizes = plan.batches().stream().mapToDouble(Integer::doubleValue).toArray();
    chart.addSeries("fused", sizes, rates);
    ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
  }
}
