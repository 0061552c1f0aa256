// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.runtime.health.HealthFigures;
import org.flinkqlip.model.runtime.health.HealthTally;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.quality.ImageQuality;

/** What a job's figures of health are on images that the model is made for. */
public final class BaselineMeasure {
  private final ModelSessions model;
  private final Evaluation.Progress progress;

  /** A measure of {@code model}, which stays open. */
  public BaselineMeasure(ModelSessions model, Evaluation.Progress progress) {
    this.model = requireNonNull(model, "model is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Measures it on the first images of a data set, every one of which is reconstructed.
   *
   * @param data name of the data set, for the progress
   * @param images of the model's size
   * @param count images at most
   * @throws IOException if an image cannot be read
   */
  public HealthFigures measure(String data, CaptionedImages images, int count)
      throws IOException, InferenceException {
    HealthTally tally = new HealthTally(model.manifest().bits(), model.manifest().embeddingSize());
    Samples samples = Samples.first(images, count);
    for (int start = 0; start < samples.count(); start += ModelSessions.BATCH) {
      List<CaptionedImage> batch = samples.batch(start);
      List<Encoding> encodings = model.encodeImages(batch);
      List<byte[]> pictures = model.reconstruct(encodings);
      for (int i = 0; i < batch.size(); i++) {
        Encoding encoding = encodings.get(i);
        tally.add(encoding.codes(), encoding.embedding());
        encoding.latentFacts().ifPresent(tally::addLatents);
        tally.addReconstruction(ImageQuality.psnr(batch.get(i).pixels(), pictures.get(i)));
      }
      progress.update(data, start + batch.size(), samples.count());
    }
    return tally.figures();
  }
}
