// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Plots every loss and every score of a log in a panel of its own, as a PNG. */
public final class CurvePlot implements TrainingListener {
  private static final int PANEL_WIDTH = 480;
  private static final int PANEL_HEIGHT = 300;
  private static final int COLUMNS = 3;

  private final Path log;
  private final Path image;

  /**
   * Creates a plot.
   *
   * @param log that {@link JsonLog} writes, before this listener is told
   * @param image PNG; written at the end of a stage and at each evaluation
   */
  public CurvePlot(Path log, Path image) {
    this.log = log;
    this.image = image;
  }

  @Override
  public void stageStarted(int stage, long taken, long steps, long weights) {}

  @Override
  public void stepsTaken(StepReport report) throws IOException {
    if (report.step() == report.steps()) {
      draw();
    }
  }

  @Override
  public void evaluated(int stage, long step, Map<String, Double> scores) throws IOException {
    draw();
  }

  @Override
  public void finished(Path checkpoint) {}

  private void draw() throws IOException {
    List<BufferedImage> panels = new ArrayList<>();
    for (LossCurve curve : LossCurve.read(log)) {
      if (curve.steps().size() > 1) {
        panels.add(panel(curve));
      }
    }
    if (panels.isEmpty()) {
      return;
    }
    int columns = Math.min(COLUMNS, panels.size());
    int rows = (panels.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(columns * PANEL_WIDTH, rows * PANEL_HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < panels.size(); i++) {
      graphics.drawImage(
          panels.get(i), i % columns * PANEL_WIDTH, i / columns * PANEL_HEIGHT, null);
    }
    graphics.dispose();
    Path aside = image.resolveSibling(image.getFileName() + ".writing");
    ImageIO.write(sheet, "png", aside.toFile());
    Files.move(aside, image, StandardCopyOption.REPLACE_EXISTING);
  }

  private static BufferedImage panel(LossCurve curve) {
    XYChart chart =
        new XYChartBuilder()
            .width(PANEL_WIDTH)
            .height(PANEL_HEIGHT)
            .title("stage %d: %s".formatted(curve.stage(), curve.name()))
            .theme(Styler.ChartTheme.XChart)
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart
        .addSeries(curve.name(), curve.steps(), curve.values())
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(new Color(0x1f77b4));
    return BitmapEncoder.getBufferedImage(chart);
  }
}
