// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.evaluation.measure.CodeUsageMeasure;
import org.flinkqlip.lab.evaluation.measure.LinearProbe;
import org.flinkqlip.lab.evaluation.measure.Perturbation;
import org.flinkqlip.lab.evaluation.measure.ReconstructionMeasure;
import org.flinkqlip.lab.evaluation.measure.RetrievalMeasure;
import org.flinkqlip.lab.evaluation.measure.Stability;
import org.flinkqlip.lab.evaluation.measure.ZeroShotMeasure;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.quality.Agreement;
import org.jspecify.annotations.Nullable;

/** Every measure of a model on a data set, in one pass over its images. */
public final class Evaluation {
  private static final int LEAST_PROBE_IMAGES = 5;

  private final ModelSessions model;
  private final EvaluationOptions options;
  private final Progress progress;

  /** An evaluation of {@code model}, which stays open. */
  public Evaluation(ModelSessions model, EvaluationOptions options, Progress progress) {
    this.model = requireNonNull(model, "model is null");
    this.options = requireNonNull(options, "options is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Measures the model on the first images of a data set.
   *
   * @param data name of the data set, for the report
   * @param images of the model's size
   * @throws IOException if an image cannot be read
   */
  public DataReport measure(String data, CaptionedImages images)
      throws IOException, InferenceException {
    Samples samples = Samples.first(images, options.count());
    Pass pass = new Pass(images.classNames(), images.classPhrases());
    for (int start = 0; start < samples.count(); start += ModelSessions.BATCH) {
      List<CaptionedImage> batch = samples.batch(start);
      pass.add(batch);
      progress.update(data, start + batch.size(), samples.count());
    }
    return pass.report(data, samples.count());
  }

  /** The measures of one data set while its images go by. */
  private final class Pass {
    private final int edge = model.manifest().imageSize();
    private final boolean classes;
    private final @Nullable ZeroShotMeasure zeroShot;
    private final LinearProbe probe;
    private final RetrievalMeasure retrieval = new RetrievalMeasure(options.pairs());
    private final ReconstructionMeasure reconstruction = ReconstructionMeasure.full(edge);
    private final CodeUsageMeasure usage = new CodeUsageMeasure(model.manifest().codeLayout());
    private final Map<Perturbation, Agreement> agreements = new EnumMap<>(Perturbation.class);

    Pass(List<String> names, List<List<String>> phrases) throws InferenceException {
      classes = !names.isEmpty();
      zeroShot =
          classes && model.readsText()
              ? new ZeroShotMeasure(names, model.embedClasses(names, phrases, options.templates()))
              : null;
      probe = new LinearProbe(Math.max(1, names.size()));
      for (Perturbation perturbation : Perturbation.values()) {
        agreements.put(perturbation, new Agreement(model.manifest().bits()));
      }
    }

    void add(List<CaptionedImage> images) throws InferenceException {
      List<Encoding> encodings = model.encodeImages(images);
      List<byte[]> pictures = model.reconstruct(encodings);
      for (int i = 0; i < images.size(); i++) {
        reconstruction.add(images.get(i).pixels(), pictures.get(i));
        usage.add(encodings.get(i).codes());
        addClass(images.get(i).label(), encodings.get(i).embedding());
      }
      if (model.readsText()) {
        TextPairs.add(model, retrieval, images, encodings);
      }
      for (Map.Entry<Perturbation, Agreement> entry : agreements.entrySet()) {
        compare(images, encodings, entry.getKey(), entry.getValue());
      }
    }

    private void addClass(int label, float[] embedding) {
      if (!classes || label == CaptionedImage.NO_LABEL) {
        return;
      }
      probe.add(label, embedding);
      if (zeroShot != null) {
        zeroShot.add(label, embedding);
      }
    }

    private void compare(
        List<CaptionedImage> images,
        List<Encoding> before,
        Perturbation perturbation,
        Agreement agreement)
        throws InferenceException {
      List<Encoding> after =
          model.encode(
              images.stream().map(image -> perturbation.apply(image.pixels(), edge)).toList());
      for (int i = 0; i < before.size(); i++) {
        agreement.add(
            before.get(i).codes(),
            after.get(i).codes(),
            before.get(i).embedding(),
            after.get(i).embedding());
      }
    }

    DataReport report(String data, int count) {
      return new DataReport(
          data,
          count,
          zeroShot != null && probe.size() > 0 ? zeroShot.result(options.worst()) : null,
          retrieval.size() > 1 ? retrieval.result() : null,
          probe.size() >= LEAST_PROBE_IMAGES ? probe.result(options.seed()) : null,
          reconstruction.result(),
          usage.result(),
          agreements.entrySet().stream()
              .map(entry -> Stability.of(entry.getKey(), entry.getValue()))
              .toList());
    }
  }

  /** Hears how far an evaluation is. */
  @FunctionalInterface
  public interface Progress {
    /** Hears nothing. */
    Progress NONE = (data, done, total) -> {};

    /**
     * Some images more are done.
     *
     * @param data name of the data set
     * @param done images so far
     * @param total images in the end
     */
    void update(String data, int done, int total);
  }
}
