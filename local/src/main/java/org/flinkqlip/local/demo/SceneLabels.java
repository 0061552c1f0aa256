// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.datasets.scenes.SceneKind;
import org.flinkqlip.lab.evaluation.ModelSessions;
import org.flinkqlip.lab.evaluation.PromptTemplates;
import org.flinkqlip.lab.evaluation.measure.ZeroShotMeasure;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** Tells by an embedding alone which of the 64 kinds a scene is of. */
final class SceneLabels {
  /** How many kinds there are to choose from. */
  static final int CLASSES = SceneKind.ALL.size();

  private final ZeroShotMeasure nearest;

  private SceneLabels(ZeroShotMeasure nearest) {
    this.nearest = nearest;
  }

  /** Labels by a model's text tower; none if it has no vocabulary. */
  static Optional<SceneLabels> of(ModelBundle model)
      throws IOException, BundleException, InferenceException {
    try (ModelSessions sessions = ModelSessions.open(model, SessionOptions.cpu(0))) {
      if (!sessions.readsText()) {
        return Optional.empty();
      }
      List<String> names = SceneKind.ALL.stream().map(SceneKind::title).toList();
      return Optional.of(
          new SceneLabels(
              new ZeroShotMeasure(
                  names,
                  sessions.embedClasses(
                      names,
                      SceneKind.ALL.stream().map(SceneKind::phrases).toList(),
                      PromptTemplates.GENERAL))));
    }
  }

  /** Name of the kind whose text the image is most like. */
  String of(float[] embedding) {
    return SceneKind.ALL.get(nearest.nearest(embedding)).title();
  }
}
