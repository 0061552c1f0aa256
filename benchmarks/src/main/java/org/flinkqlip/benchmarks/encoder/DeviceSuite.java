// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import java.util.Arrays;
import java.util.Collections;
import org.flinkqlip.benchmarks.BenchContext;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.measure.Medians;
import org.flinkqlip.benchmarks.measure.Timings;
import org.flinkqlip.benchmarks.measure.Turns;
import org.flinkqlip.benchmarks.models.Exports;
import org.flinkqlip.model.export.GraphStyle;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/**
 * The encoder on a device, a GPU in the first place: whether it is that device that computes,
 * whether its codes are the CPU's, images/s of each batch size beside the device's matrix products,
 * and whether its memory stays flat.
 */
public final class DeviceSuite implements Suite {
  private static final double LEAST_EQUAL_BITS = 0.98;
  private static final double LEAST_COSINE = 0.999;
  private static final double MOST_GROWTH_MIB = 16;
  private static final int SAMPLES = 100;
  private static final String PRODUCTS = "products";

  @Override
  public String name() {
    return "device";
  }

  @Override
  public void run(BenchContext context, Report report) throws Exception {
    run(
        context,
        report,
        context.quick()
            ? DevicePlan.quick(context.provider())
            : DevicePlan.full(context.provider()),
        new SessionOptions(context.provider(), 0, 0));
  }

  private void run(BenchContext context, Report report, DevicePlan plan, SessionOptions device)
      throws Exception {
    Exports exports = new Exports(context);
    ModelBundle reference = exports.bundle(plan.small());
    ModelBundle small = exports.bundle(plan.small(), GraphStyle.FUSED, plan.precision());
    ModelBundle large = exports.bundle(plan.large(), GraphStyle.FUSED, plan.precision());
    report.add(provider(large, device));
    context.progress("device: comparing results with the CPU's");
    compare(reference, small, plan, device, report);
    if (!report.passed()) {
      return;
    }
    context.progress("device: timing %s", large.modelId());
    time(context, exports.config(plan.large()), large, plan, device, report);
    context.progress("device: with and without nodes on the CPU");
    CpuNodesMeasure.run(large, plan, device, report);
    context.progress("device: %,d batches", plan.enduredBatches());
    endure(plan.enduring() ? large : small, plan, device, report);
  }

  /** A session opens on the provider that was asked for, or fails with the reason. */
  private static Report.Gate provider(ModelBundle bundle, SessionOptions device)
      throws InferenceException {
    try (EncoderSession session = EncoderSession.open(bundle, device)) {
      return new Report.Gate(
          "providerIsTheOneAskedFor",
          session.provider() == device.provider(),
          "%s runs on %s".formatted(bundle.modelId(), session.provider()));
    }
  }

  private static void compare(
      ModelBundle reference,
      ModelBundle candidate,
      DevicePlan plan,
      SessionOptions device,
      Report report)
      throws InferenceException {
    Comparison comparison =
        Comparison.of(reference, candidate, plan.scenes(), 8, device, embedding -> 0);
    report.add(
        new Report.Gate(
            "resultsAreTheCpus",
            comparison.agreement().equalBits() >= LEAST_EQUAL_BITS
                && comparison.agreement().leastCosine() >= LEAST_COSINE,
            "%s in %s against float32 on the CPU: %s"
                .formatted(candidate.modelId(), plan.precision(), comparison.describe())));
    report.add(
        Report.Figure.of(
            "equalBits", comparison.agreement().equalBits(), "share", "with the CPU's, float32"));
    report.add(
        Report.Figure.of(
            "equalCodes", comparison.agreement().equalCodes(), "share", "with the CPU's, float32"));
    report.add(
        Report.Figure.of(
            "leastCosine", comparison.agreement().leastCosine(), "cosine", "of two embeddings"));
  }

  private static void time(
      BenchContext context,
      QlipConfig config,
      ModelBundle bundle,
      DevicePlan plan,
      SessionOptions device,
      Report report)
      throws Exception {
    int largest = Collections.max(plan.batches());
    MatMulGraph graph = new MatMulGraph(config.vision().transformer(), plan.precision());
    try (Encoder encoder = Encoder.open(bundle, largest, device);
        Products products =
            Products.open(
                graph,
                context.workDirectory().resolve("products-" + plan.precision() + ".onnx"),
                largest * EncoderOperations.tokens(config),
                device)) {
      report.add(products.check());
      Turns turns = new Turns(plan.rounds(), plan.span()).add(PRODUCTS, products::run);
      for (int batch : plan.batches()) {
        turns.add(rateOf(batch), () -> encoder.run(batch));
      }
      Timings timings = turns.run();
      double productRate = products.operations() / timings.of(PRODUCTS);
      double best = 0;
      for (int batch : plan.batches()) {
        double perMilli = batch / timings.of(rateOf(batch));
        best = Math.max(best, perMilli);
        report.add(Report.Figure.of(rateOf(batch), perMilli * 1e3, "images/s", bundle.modelId()));
      }
      report.add(
          Report.Figure.of(
              "matMulGflops",
              productRate / 1e6,
              "GFLOP/s",
              "the matrix products alone, " + plan.precision()));
      report.add(
          Report.Figure.of(
              "bestToMatMul",
              best * EncoderOperations.of(config) / productRate,
              "ratio",
              "the best batch size's rate by that of the matrix products alone"));
    }
  }

  private static String rateOf(int batch) {
    return "imagesPerSecondBatch" + batch;
  }

  private static void endure(
      ModelBundle bundle, DevicePlan plan, SessionOptions device, Report report) throws Exception {
    DeviceMemory memory = DeviceMemory.of(device.provider());
    int samples = Math.min(SAMPLES, plan.enduredBatches());
    double[] used = new double[samples];
    try (Encoder encoder = Encoder.open(bundle, plan.enduredBatch(), device)) {
      encoder.run(plan.enduredBatch());
      for (int sample = 0; sample < samples; sample++) {
        for (int call = 0; call < plan.enduredBatches() / samples; call++) {
          encoder.run(plan.enduredBatch());
        }
        used[sample] = memory.usedMib();
      }
    }
    double first = Medians.of(Arrays.copyOfRange(used, 0, samples / 2));
    double second = Medians.of(Arrays.copyOfRange(used, samples / 2, samples));
    report.add(
        Report.Figure.atMost(
            "memoryGrowth",
            second - first,
            "MiB",
            MOST_GROWTH_MIB,
            "from the first to the second half of %,d calls of %d, %s; %.0f MiB in the end"
                .formatted(plan.enduredBatches(), plan.enduredBatch(), bundle.modelId(), second)));
  }
}
