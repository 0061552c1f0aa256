// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.measure.ThreadMeter;
import org.flinkqlip.benchmarks.measure.Timings;
import org.flinkqlip.benchmarks.measure.Turns;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.HealthTally;
import org.flinkqlip.model.runtime.health.LatentFacts;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.Agreement;
import org.flinkqlip.operators.health.HealthMonitor;
import org.flinkqlip.operators.health.HealthOptions;

/**
 * The watch on the health of the model beside what it watches: the default model, whose images take
 * the least time of all models, so that the share is largest. Everything runs on the calling
 * thread, whose CPU time is measured. The gate: results are the same to the last bit.
 */
public final class HealthSuite implements Suite {
  private static final int BATCH = 16;
  private static final double MOST_OF_A_BATCH = 0.01;
  private static final String WITH = "with";
  private static final String WITHOUT = "without";
  private static final String MONITOR = "monitor";
  private static final String LARGE = "large";
  private static final String RECONSTRUCTION = "reconstruction";

  /** Results of the size of a B/16-256. */
  private static final int LARGE_CODES = 256;

  private static final int LARGE_EMBEDDING = 512;
  private static final int LARGE_BITS = 28;

  @Override
  public String name() {
    return "health";
  }

  @Override
  public void run(BenchContext context, Report report) throws Exception {
    ModelBundle bundle = context.model();
    ModelBundle bare = BareBundle.of(bundle, context.workDirectory().resolve("bare"));
    try (Watched watched = Watched.open(bundle, BATCH);
        Watched unwatched = Watched.open(bare, BATCH);
        DecoderSession decoder = DecoderSession.open(bundle, SessionOptions.cpu(1))) {
      List<Watched.Result> results = watched.run();
      report.add(sameResults(results, unwatched.run(), bundle.manifest().bits()));
      if (!report.passed()) {
        return;
      }
      HealthMonitor monitor =
          new HealthMonitor(HealthOptions.DEFAULT, bundle.manifest(), Optional.empty());
      HealthTally largeTally = new HealthTally(LARGE_BITS, LARGE_EMBEDDING);
      Watched.Result large = large();
      int[][] one = {results.get(0).codes()};
      context.progress("health: timing %s in batches of %d", bundle.modelId(), BATCH);
      Timings timings =
          turns(context)
              .add(WITHOUT, unwatched::run)
              .add(WITH, () -> monitor.add(watched.run(), watched.pixels()))
              .add(MONITOR, () -> monitor.add(results, watched.pixels()))
              .add(LARGE, () -> addAll(largeTally, large))
              .add(RECONSTRUCTION, () -> decoder.decode(one))
              .run();
      figures(timings, report, bundle.modelId());
    }
  }

  private static Turns turns(BenchContext context) {
    return context.quick()
        ? new Turns(1, Duration.ZERO, ThreadMeter::cpuNanos)
        : new Turns(15, Duration.ofMillis(500), ThreadMeter::cpuNanos);
  }

  private static Report.Gate sameResults(
      List<Watched.Result> some, List<Watched.Result> others, int bits) {
    Agreement agreement = new Agreement(bits);
    boolean same = true;
    for (int i = 0; i < BATCH; i++) {
      Watched.Result one = some.get(i);
      Watched.Result other = others.get(i);
      agreement.add(one.codes(), other.codes(), one.embedding(), other.embedding());
      same &= Arrays.equals(one.embedding(), other.embedding());
    }
    return new Report.Gate(
        "sameResults",
        same && agreement.equalBits() == 1,
        "codes and embeddings with the two outputs for the health and without them");
  }

  private static void addAll(HealthTally tally, Watched.Result image) {
    for (int i = 0; i < BATCH; i++) {
      tally.add(image.codes(), image.embedding());
      image.latentFacts().ifPresent(tally::addLatents);
    }
  }

  private static Watched.Result large() {
    Random random = new Random(1);
    float[] embedding = new float[LARGE_EMBEDDING];
    for (int i = 0; i < embedding.length; i++) {
      embedding[i] = (float) (random.nextGaussian() / Math.sqrt(LARGE_EMBEDDING));
    }
    int[] codes = random.ints(LARGE_CODES, 0, 1 << LARGE_BITS).toArray();
    return new Watched.Result(codes, embedding, Optional.of(new LatentFacts(1, 0.1f)));
  }

  private static void figures(Timings timings, Report report, String model) {
    String note = "%s, batch %d, %.2f ms".formatted(model, BATCH, timings.of(WITHOUT));
    report.add(
        Report.Figure.atMost(
            "monitorToBatch",
            timings.of(MONITOR) / timings.of(WITHOUT),
            "ratio",
            MOST_OF_A_BATCH,
            "windows and tallies of a batch by its encoding; " + note));
    report.add(
        Report.Figure.atMost(
            "watchedToUnwatched",
            timings.speedUp(WITHOUT, WITH),
            "ratio",
            1 + MOST_OF_A_BATCH,
            "encoder with the two outputs and the monitor by one without both; " + note));
    report.add(
        Report.Figure.of(
            "monitorMicros",
            timings.of(MONITOR) * 1e3 / BATCH,
            "microseconds",
            "an image of the default model"));
    report.add(
        Report.Figure.of(
            "tallyMicrosLarge",
            timings.of(LARGE) * 1e3 / BATCH,
            "microseconds",
            "an image of %d codes and %d dimensions".formatted(LARGE_CODES, LARGE_EMBEDDING)));
    report.add(
        Report.Figure.of(
            "reconstructionToImage",
            timings.of(RECONSTRUCTION) / timings.of(WITHOUT) * BATCH,
            "ratio",
            "one reconstruction by the encoding of one image: divide by health.psnr-every"));
  }
}
