// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.measure.Medians;
import org.flinkqlip.model.imaging.ImageRejectedException;

/** What both sides took in each round, by file and stage. */
final class ImagingTurns {
  private static final double GOAL = 1.5;
  private static final double RESIZE_GOAL = 3.0;

  private final List<TestFile> files;
  private final Map<String, Series> everything = new LinkedHashMap<>();
  private final Map<String, Series> resizing = new LinkedHashMap<>();

  ImagingTurns(List<TestFile> files) {
    this.files = List.copyOf(files);
    for (TestFile file : files) {
      everything.put(file.name(), new Series(file.describe()));
      if (file.lossless()) {
        resizing.put(resizeName(file), new Series("decoded pixels"));
      }
    }
  }

  /** CPU milliseconds of each round; Pillow's may be missing. */
  private static final class Series {
    private final String what;
    private final List<OurSide.Cost> ours = new ArrayList<>();
    private final List<Double> pillow = new ArrayList<>();

    Series(String what) {
      this.what = what;
    }

    double[] ourMillis() {
      return ours.stream().mapToDouble(OurSide.Cost::millis).toArray();
    }

    double[] pillowMillis() {
      return pillow.stream().mapToDouble(Double::doubleValue).toArray();
    }

    double allocatedBytes() {
      return Medians.of(ours.stream().mapToDouble(OurSide.Cost::allocatedBytes).toArray());
    }
  }

  private static Series series(Map<String, Series> all, String name) {
    return requireNonNull(all.get(name), name);
  }

  private static String resizeName(TestFile file) {
    return "resize" + file.picture().size();
  }

  /** Our side of a round. */
  void addOurs(OurSide side, int repetitions) throws ImageRejectedException {
    for (TestFile file : files) {
      series(everything, file.name()).ours.add(side.everything(file, repetitions));
      if (file.lossless()) {
        series(resizing, resizeName(file)).ours.add(side.resizing(file.picture(), repetitions));
      }
    }
  }

  /** Pillow's side of a round: a result for each file. */
  void addPillow(List<Pillow.Result> results) {
    for (int i = 0; i < files.size(); i++) {
      TestFile file = files.get(i);
      series(everything, file.name()).pillow.add(results.get(i).allMillis());
      if (file.lossless()) {
        series(resizing, resizeName(file)).pillow.add(results.get(i).resizeMillis());
      }
    }
  }

  /**
   * Adds all figures.
   *
   * @param remark on what is missing; may be empty
   */
  void report(Report report, String remark) {
    everything.forEach((name, series) -> report(report, name, series, GOAL, remark));
    resizing.forEach((name, series) -> report(report, name, series, RESIZE_GOAL, remark));
  }

  private static void report(
      Report report, String name, Series series, double goal, String remark) {
    if (!series.pillow.isEmpty()) {
      report.add(
          Report.Figure.atLeast(
              name + "ToPillow",
              Medians.ofRatios(series.pillowMillis(), series.ourMillis()),
              "ratio",
              goal,
              "Pillow's CPU time by ours; %s; Pillow %.2f ms"
                  .formatted(series.what, Medians.of(series.pillowMillis()))));
    }
    report.add(
        Report.Figure.of(
            name + "Millis",
            Medians.of(series.ourMillis()),
            "ms",
            "CPU time of one image; " + series.what + remark));
    report.add(
        Report.Figure.of(
            name + "AllocatedBytes", series.allocatedBytes(), "bytes", "heap for one image"));
  }
}
