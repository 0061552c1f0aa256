// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.measure.Timings;
import org.flinkqlip.benchmarks.measure.Turns;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** Times the graphs of a model in turns, with the same session settings. */
final class GraphTurns {
  private static final String FUSED = "fused";
  private static final String PLAIN = "plain";
  private static final String INT8 = "int8";
  private static final String PRODUCTS = "products";
  private static final String ONE_THREAD = "oneThread";
  private static final double FUSED_GOAL = 1.25;
  private static final double INT8_GOAL = 3.5;
  private static final double GIGA = 1e9;

  private final EncoderPlan plan;
  private final BenchContext context;
  private final Report report;

  GraphTurns(EncoderPlan plan, BenchContext context, Report report) {
    this.plan = requireNonNull(plan, "plan is null");
    this.context = requireNonNull(context, "context is null");
    this.report = requireNonNull(report, "report is null");
  }

  /** The large model: all graphs, and the matrix products alone. */
  void large(Variants variants) throws Exception {
    MatMulGraph graph = new MatMulGraph(variants.config().vision().transformer());
    int rows = plan.batch() * EncoderOperations.tokens(variants.config());
    try (Products products =
            Products.open(
                graph,
                context.workDirectory().resolve("products.onnx"),
                rows,
                SessionOptions.cpu(0));
        Encoder oneThread = Encoder.open(variants.fused(), plan.batch(), SessionOptions.cpu(1))) {
      Report.Gate right = products.check();
      report.add(right);
      if (!right.passed()) {
        return;
      }
      Timings timings =
          time(
              variants,
              new Turns(plan.rounds(), plan.span())
                  .add(PRODUCTS, products::run)
                  .add(ONE_THREAD, () -> oneThread.run(plan.batch())));
      ratios(timings, "fusedToPlain", "int8ToFloat32", variants.fused().modelId());
      rates(timings, EncoderOperations.of(variants.config()) * plan.batch(), products.operations());
      report.add(
          Report.Figure.of(
              "allThreadsToOne",
              timings.speedUp(FUSED, ONE_THREAD),
              "ratio",
              "fused, a thread for each core by one thread"));
    }
  }

  /** The small model: all graphs. */
  void small(Variants variants) throws Exception {
    Timings timings = time(variants, new Turns(plan.rounds(), plan.span()));
    ratios(timings, "smallFusedToPlain", "smallInt8ToFloat32", variants.fused().modelId());
    imagesPerSecond("smallImagesPerSecond", timings.of(FUSED));
  }

  private Timings time(Variants variants, Turns turns) throws Exception {
    context.progress("encoder: timing %s, %d rounds", variants.fused().modelId(), plan.rounds());
    SessionOptions settings = SessionOptions.cpu(0);
    try (Encoder fused = Encoder.open(variants.fused(), plan.batch(), settings);
        Encoder plain = Encoder.open(variants.plain(), plan.batch(), settings);
        Encoder int8 = Encoder.open(variants.int8(), plan.batch(), settings)) {
      return turns
          .add(FUSED, () -> fused.run(plan.batch()))
          .add(PLAIN, () -> plain.run(plan.batch()))
          .add(INT8, () -> int8.run(plan.batch()))
          .run();
    }
  }

  private void ratios(Timings timings, String fusedName, String int8Name, String model) {
    String note = "%s, batch %d".formatted(model, plan.batch());
    report.add(
        Report.Figure.atLeast(
            fusedName,
            timings.speedUp(FUSED, PLAIN),
            "ratio",
            FUSED_GOAL,
            "fused by plain graph, float32; " + note));
    report.add(
        Report.Figure.atLeast(
            int8Name,
            timings.speedUp(INT8, FUSED),
            "ratio",
            INT8_GOAL,
            "int8 by float32, both fused; " + note));
  }

  private void rates(Timings timings, double encoderOperations, double productOperations) {
    double fused = encoderOperations / GIGA / (timings.of(FUSED) / 1e3);
    double products = productOperations / GIGA / (timings.of(PRODUCTS) / 1e3);
    report.add(
        Report.Figure.of(
            "fusedToMatMul",
            encoderOperations / productOperations * timings.speedUp(FUSED, PRODUCTS),
            "ratio",
            "the fused graph's rate by that of the matrix products of its shapes alone"));
    report.add(
        Report.Figure.of(
            "fusedGflops",
            fused,
            "GFLOP/s",
            "blocks with attention: %.1f GFLOP an image"
                .formatted(encoderOperations / GIGA / plan.batch())));
    report.add(Report.Figure.of("matMulGflops", products, "GFLOP/s", "the matrix products alone"));
    imagesPerSecond("imagesPerSecond", timings.of(FUSED));
    imagesPerSecond("plainImagesPerSecond", timings.of(PLAIN));
    imagesPerSecond("int8ImagesPerSecond", timings.of(INT8));
  }

  private void imagesPerSecond(String name, double batchMillis) {
    report.add(
        Report.Figure.of(
            name,
            plan.batch() * 1e3 / batchMillis,
            "images/s",
            "batch %d, %.1f ms".formatted(plan.batch(), batchMillis)));
  }
}
