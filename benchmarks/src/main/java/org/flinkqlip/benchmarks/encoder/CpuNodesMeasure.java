// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNullElse;

import java.util.Optional;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.benchmarks.measure.Timings;
import org.flinkqlip.benchmarks.measure.Turns;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.CpuNodes;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/**
 * What {@code model.cuda.cpu-nodes} does: whether every node of a graph runs on the GPU, so that
 * the session opens under forbid, and how fast it is beside allow.
 */
final class CpuNodesMeasure {
  private static final String ALLOW = "allow";
  private static final String FORBID = "forbid";

  private CpuNodesMeasure() {}

  /** Adds the figures; on the CPU the setting is not used, and the ratio is that of two equals. */
  static void run(ModelBundle bundle, DevicePlan plan, SessionOptions device, Report report)
      throws Exception {
    SessionOptions forbidding = device.withCpuNodes(CpuNodes.FORBID);
    Optional<String> refusal = refusal(bundle, forbidding);
    if (refusal.isPresent()) {
      report.add(opens(0, refusal.get()));
      return;
    }
    report.add(opens(1, "%s, every node on the device".formatted(bundle.modelId())));
    int batch = plan.enduredBatch();
    try (Encoder forbid = Encoder.open(bundle, batch, forbidding);
        Encoder allow = Encoder.open(bundle, batch, device.withCpuNodes(CpuNodes.ALLOW))) {
      Timings timings =
          new Turns(plan.rounds(), plan.span())
              .add(ALLOW, () -> allow.run(batch))
              .add(FORBID, () -> forbid.run(batch))
              .run();
      report.add(
          Report.Figure.of(
              "forbidToAllow",
              timings.of(ALLOW) / timings.of(FORBID),
              "ratio",
              "images/s under forbid by that under allow, batches of %d".formatted(batch)));
    }
  }

  private static Optional<String> refusal(ModelBundle bundle, SessionOptions options) {
    try {
      EncoderSession.open(bundle, options).close();
      return Optional.empty();
    } catch (InferenceException e) {
      return Optional.of(requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static Report.Figure opens(int value, String note) {
    return Report.Figure.of("opensWithoutCpuNodes", value, "1 if so", note);
  }
}
