// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.evaluation.QuickEvaluation;
import org.flinkqlip.lab.evaluation.QuickScores;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.scratch.Trees;

/** Exports the model and measures the bundle, as its users will run it, on held-out images. */
final class HeldOutEvaluator implements Evaluator {
  private static final String NAME = "in-training";

  private final CaptionedImages images;
  private final int count;

  /**
   * Creates an evaluator.
   *
   * @param count how many of the images are looked at
   */
  HeldOutEvaluator(CaptionedImages images, int count) {
    this.images = images;
    this.count = count;
  }

  @Override
  public Map<String, Double> evaluate(Path checkpoint) throws IOException {
    Path bundle = checkpoint.resolveSibling(checkpoint.getFileName() + "-bundle");
    Trees.delete(bundle);
    try {
      ModelBundle exported = BundleExporter.export(checkpoint, bundle, ExportOptions.named(NAME));
      return scores(QuickEvaluation.measure(exported, images, count));
    } catch (CheckpointException | BundleException | InferenceException e) {
      throw new TrainingException("the evaluation failed: " + e.getMessage(), e);
    } finally {
      Trees.delete(bundle);
    }
  }

  private static Map<String, Double> scores(QuickScores quick) {
    Map<String, Double> scores = new LinkedHashMap<>();
    quick.zeroShot().ifPresent(value -> scores.put("zeroShot", value));
    quick.recallAt1().ifPresent(value -> scores.put("recallAt1", value));
    scores.put("psnr", quick.psnr());
    scores.put("leastBitEntropy", quick.leastBitEntropy());
    return scores;
  }
}
