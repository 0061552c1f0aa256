// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.flinkqlip.cli.console.ProgressLine;

/**
 * A line every few seconds: step, losses, speed, time left, and the curve of the reconstruction or
 * whatever loss comes first.
 */
public final class ConsoleProgress implements TrainingListener {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final int CURVE = 24;

  private final PrintWriter out;
  private final ProgressLine progress;
  private final Map<String, List<Double>> curves = new LinkedHashMap<>();

  public ConsoleProgress(PrintWriter out) {
    this.out = out;
    this.progress = ProgressLine.lines(out, BETWEEN);
  }

  @Override
  public void stageStarted(int stage, long taken, long steps, long weights) {
    curves.clear();
    progress.next();
    out.printf(
        Locale.ROOT,
        "stage %d: %,d of %,d steps to take, %,d weights to train%n",
        stage,
        steps - taken,
        steps,
        weights);
    out.flush();
  }

  @Override
  public void stepsTaken(StepReport report) {
    report
        .losses()
        .forEach(
            (name, value) -> curves.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    if (report.step() == report.steps()) {
      progress.next();
    }
    progress.offer(() -> line(report));
  }

  private String line(StepReport report) {
    String losses =
        report.losses().entrySet().stream()
            .map(loss -> String.format(Locale.ROOT, "%s %.4f", loss.getKey(), loss.getValue()))
            .collect(Collectors.joining("  "));
    return String.format(
        Locale.ROOT,
        "stage %d  step %d/%d  %s  %.0f images/s  %s left  %s",
        report.stage(),
        report.step(),
        report.steps(),
        losses,
        report.imagesPerSecond(),
        duration(report.secondsLeft()),
        Sparkline.of(curves.values().iterator().next(), CURVE));
  }

  /** Hours and minutes, or minutes and seconds. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole >= 3600
        ? "%d:%02d h".formatted(whole / 3600, whole / 60 % 60)
        : "%d:%02d min".formatted(whole / 60, whole % 60);
  }

  @Override
  public void evaluated(int stage, long step, Map<String, Double> scores) {
    out.printf(
        Locale.ROOT,
        "stage %d  step %d  held out: %s%n",
        stage,
        step,
        scores.entrySet().stream()
            .map(score -> String.format(Locale.ROOT, "%s %.4g", score.getKey(), score.getValue()))
            .collect(Collectors.joining("  ")));
    out.flush();
  }

  @Override
  public void finished(Path checkpoint) {
    out.printf("checkpoint: %s%n", checkpoint);
    out.flush();
  }
}
