// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.scenes.SceneKind;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.evaluation.measure.Vectors;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.ImageQuality;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped model means what its card says, on scenes that it was not trained on. */
class DefaultModelMeaningLongIT {
  private static final int COUNT = 256;
  private static final long SEED = 2;

  private static ModelSessions model;
  private static final List<CaptionedImage> IMAGES = new ArrayList<>();
  private static final List<Encoding> ENCODINGS = new ArrayList<>();
  private static DataReport heldOut;

  @BeforeAll
  static void encode() throws Exception {
    ModelBundle bundle = DefaultModel.open();
    model = ModelSessions.open(bundle, SessionOptions.cpu(0));
    Scenes scenes = scenes(SceneSplit.HELD_OUT);
    for (int start = 0; start < COUNT; start += ModelSessions.BATCH) {
      List<CaptionedImage> batch = Samples.first(scenes, COUNT).batch(start);
      IMAGES.addAll(batch);
      ENCODINGS.addAll(model.encodeImages(batch));
    }
    heldOut = measure(SceneSplit.HELD_OUT);
  }

  @AfterAll
  static void close() throws Exception {
    model.close();
  }

  private static Scenes scenes(SceneSplit split) {
    return new Scenes(model.manifest().imageSize(), SEED, split);
  }

  private static DataReport measure(SceneSplit split) throws Exception {
    return new Evaluation(
            model, EvaluationOptions.DEFAULT.withCount(COUNT), Evaluation.Progress.NONE)
        .measure(split.name(), scenes(split));
  }

  @Test
  void zeroShotLabelsOfNewScenesAreRight() {
    assertThat(heldOut.zeroShot().orElseThrow().accuracy()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void zeroShotLabelsOfPairsThatWereNeverSeenAreRight() throws Exception {
    assertThat(measure(SceneSplit.UNSEEN).zeroShot().orElseThrow().accuracy())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void aCaptionFindsItsScene() {
    assertThat(heldOut.retrieval().orElseThrow().textToImageAt1()).isGreaterThanOrEqualTo(0.95);
    assertThat(heldOut.retrieval().orElseThrow().imageToTextAt1()).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void nearestNeighboursShareAttributes() {
    int sameKind = 0;
    int sameShapeOrColour = 0;
    for (int query = 0; query < COUNT; query++) {
      SceneKind own = kind(query);
      SceneKind near = kind(nearestTo(query));
      sameKind += own.equals(near) ? 1 : 0;
      sameShapeOrColour += own.shape() == near.shape() || own.color() == near.color() ? 1 : 0;
    }

    assertThat(sameKind / (double) COUNT).isGreaterThan(0.8);
    assertThat(sameShapeOrColour / (double) COUNT).isGreaterThan(0.97);
  }

  private static SceneKind kind(int index) {
    return SceneKind.ALL.get(IMAGES.get(index).label());
  }

  private static int nearestTo(int query) {
    int best = -1;
    double similarity = Double.NEGATIVE_INFINITY;
    for (int other = 0; other < COUNT; other++) {
      double candidate =
          Vectors.dot(ENCODINGS.get(query).embedding(), ENCODINGS.get(other).embedding());
      if (other != query && candidate > similarity) {
        similarity = candidate;
        best = other;
      }
    }
    return best;
  }

  @Test
  void reconstructionsResembleTheirOriginals() {
    assertThat(heldOut.reconstruction().psnr()).isGreaterThanOrEqualTo(29);
  }

  @Test
  void aReconstructionIsNearerToItsOriginalThanToAnyOther() throws Exception {
    List<byte[]> pictures = model.reconstruct(ENCODINGS.subList(0, ModelSessions.BATCH));
    for (int picture = 0; picture < pictures.size(); picture++) {
      double own = ImageQuality.psnr(IMAGES.get(picture).pixels(), pictures.get(picture));
      for (int other = 0; other < COUNT; other++) {
        if (other != picture) {
          assertThat(ImageQuality.psnr(IMAGES.get(other).pixels(), pictures.get(picture)))
              .isLessThan(own);
        }
      }
    }
  }

  @Test
  void everyBitIsUsed() {
    assertThat(heldOut.codes().usedBits()).isEqualTo(1);
  }
}
