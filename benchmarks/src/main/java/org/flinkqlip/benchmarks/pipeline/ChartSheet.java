// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Line charts beside each other in one picture. */
final class ChartSheet {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 340;
  private static final int COLUMNS = 2;

  private final List<XYChart> charts = new ArrayList<>();

  /**
   * A further chart, empty so far.
   *
   * @param x what runs along the bottom, with its unit
   * @param y what is drawn, with its unit
   */
  XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .theme(Styler.ChartTheme.XChart)
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
    charts.add(chart);
    return chart;
  }

  /** Draws all charts into a PNG. */
  void write(Path file) throws IOException {
    int rows = (charts.size() + COLUMNS - 1) / COLUMNS;
    BufferedImage sheet =
        new BufferedImage(
            Math.min(COLUMNS, charts.size()) * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
      for (int i = 0; i < charts.size(); i++) {
        graphics.drawImage(
            BitmapEncoder.getBufferedImage(charts.get(i)),
            i % COLUMNS * WIDTH,
            i / COLUMNS * HEIGHT,
            null);
      }
    } finally {
      graphics.dispose();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    ImageIO.write(sheet, "png", file.toFile());
  }
}
