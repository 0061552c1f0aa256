// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.function.ToIntFunction;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.evaluation.ModelSessions;
import org.flinkqlip.lab.evaluation.PromptTemplates;
import org.flinkqlip.lab.evaluation.measure.ZeroShotMeasure;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** Whether the graphs of a model give its results, before any of them is timed. */
final class ResultChecks {
  /** Sums in another order move a latent that is almost zero across it. */
  private static final double EQUAL_BITS = 0.999;

  private static final double LEAST_COSINE = 0.9999;
  private static final double INT8_EQUAL_BITS = 0.98;

  /** Below this the 8-bit graph is another model. */
  private static final double INT8_RIGHT = 0.9;

  private final EncoderPlan plan;
  private final Report report;

  ResultChecks(EncoderPlan plan, Report report) {
    this.plan = requireNonNull(plan, "plan is null");
    this.report = requireNonNull(report, "report is null");
  }

  /** The large model: fused against plain, over a batch. */
  void large(Variants variants) throws InferenceException {
    Comparison comparison =
        Comparison.of(
            variants.plain(), variants.fused(), plan.batch(), plan.batch(), embedding -> 0);
    fusedGate("fusedEqualsPlain", comparison, plan.batch());
  }

  /** The trained model: fused and 8-bit against plain, over many scenes. */
  void small(Variants variants) throws IOException, BundleException, InferenceException {
    ToIntFunction<float[]> classOf = classifier(variants.fused());
    fusedGate("smallFusedEqualsPlain", compare(variants, variants.fused(), classOf), plan.scenes());
    int8(compare(variants, variants.int8(), classOf));
  }

  private Comparison compare(
      Variants variants, ModelBundle candidate, ToIntFunction<float[]> classOf)
      throws InferenceException {
    return Comparison.of(variants.plain(), candidate, plan.scenes(), plan.batch(), classOf);
  }

  private void fusedGate(String name, Comparison comparison, int scenes) {
    report.add(
        new Report.Gate(
            name,
            comparison.agreement().equalBits() >= EQUAL_BITS
                && comparison.agreement().leastCosine() >= LEAST_COSINE,
            "%s over %d scenes".formatted(comparison.describe(), scenes)));
  }

  private void int8(Comparison comparison) {
    double equalBits = comparison.agreement().equalBits();
    double cosine = comparison.agreement().meanCosine();
    String note = "int8 by float32, trained model, %d scenes".formatted(plan.scenes());
    report.add(
        new Report.Gate(
            "int8ResemblesFloat32",
            Math.min(equalBits, cosine) >= INT8_RIGHT,
            comparison.describe()));
    report.add(Report.Figure.atLeast("int8EqualBits", equalBits, "share", INT8_EQUAL_BITS, note));
    report.add(
        Report.Figure.of("int8EqualCodes", comparison.agreement().equalCodes(), "share", note));
    report.add(Report.Figure.of("int8MeanCosine", cosine, "cosine", note));
    report.add(
        Report.Figure.of(
            "int8ZeroShotAgreement",
            comparison.sameClass(),
            "share",
            "images of one class for both; " + note));
  }

  /** Zero-shot, against the texts of the single-precision model. */
  private static ToIntFunction<float[]> classifier(ModelBundle bundle)
      throws IOException, BundleException, InferenceException {
    try (ModelSessions sessions = ModelSessions.open(bundle, SessionOptions.cpu(0));
        Scenes scenes = new Scenes(bundle.manifest().imageSize(), 0, SceneSplit.HELD_OUT)) {
      ZeroShotMeasure measure =
          new ZeroShotMeasure(
              scenes.classNames(),
              sessions.embedClasses(
                  scenes.classNames(), scenes.classPhrases(), PromptTemplates.GENERAL));
      return measure::nearest;
    }
  }
}
