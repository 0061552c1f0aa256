// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.io.IOException;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.evaluation.measure.CodeUsageMeasure;
import org.flinkqlip.lab.evaluation.measure.ReconstructionMeasure;
import org.flinkqlip.lab.evaluation.measure.RetrievalMeasure;
import org.flinkqlip.lab.evaluation.measure.ZeroShotMeasure;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** A few figures in a few seconds, for the log of a training. */
public final class QuickEvaluation {
  private static final int PAIRS = 256;

  private QuickEvaluation() {}

  /**
   * Measures {@code bundle} on the first images of {@code images}.
   *
   * @param images of the model's size
   * @param count how many; all if there are fewer
   */
  public static QuickScores measure(ModelBundle bundle, CaptionedImages images, int count)
      throws IOException, BundleException, InferenceException {
    try (ModelSessions model = ModelSessions.open(bundle, SessionOptions.cpu(0))) {
      return measure(model, images, count);
    }
  }

  private static QuickScores measure(ModelSessions model, CaptionedImages images, int count)
      throws IOException, InferenceException {
    Samples samples = Samples.first(images, count);
    ZeroShotMeasure zeroShot =
        model.readsText() && !images.classNames().isEmpty()
            ? new ZeroShotMeasure(
                images.classNames(),
                model.embedClasses(
                    images.classNames(), images.classPhrases(), PromptTemplates.GENERAL))
            : null;
    RetrievalMeasure retrieval = new RetrievalMeasure(PAIRS);
    ReconstructionMeasure reconstruction =
        ReconstructionMeasure.psnrOnly(model.manifest().imageSize());
    CodeUsageMeasure usage = new CodeUsageMeasure(model.manifest().codeLayout());
    int labelled = 0;
    for (int start = 0; start < samples.count(); start += ModelSessions.BATCH) {
      List<CaptionedImage> batch = samples.batch(start);
      List<Encoding> encodings = model.encodeImages(batch);
      List<byte[]> pictures = model.reconstruct(encodings);
      for (int i = 0; i < batch.size(); i++) {
        reconstruction.add(batch.get(i).pixels(), pictures.get(i));
        usage.add(encodings.get(i).codes());
        if (zeroShot != null && batch.get(i).label() >= 0) {
          zeroShot.add(batch.get(i).label(), encodings.get(i).embedding());
          labelled++;
        }
      }
      if (model.readsText()) {
        TextPairs.add(model, retrieval, batch, encodings);
      }
    }
    return new QuickScores(
        samples.count(),
        zeroShot != null && labelled > 0 ? zeroShot.result(0).accuracy() : null,
        retrieval.size() > 1 ? retrieval.result().textToImageAt1() : null,
        reconstruction.result().psnr(),
        usage.result().leastBitEntropy());
  }
}
