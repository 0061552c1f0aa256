// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.evaluation.measure.ZeroShotMeasure;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.quality.Agreement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped model says in lower precisions what it says in float32, on scenes of both splits. */
class PrecisionMeaningLongIT {
  private static final int COUNT = 128;
  private static final long SEED = 3;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOAT32")
  void nearlyAllBitsAndLabelsStayTheSame(Precision precision) throws Exception {
    try (ModelSessions full = open(DefaultModel.open());
        ModelSessions lower = open(export(precision))) {
      Agreement agreement = new Agreement(full.manifest().bits());
      int sameLabels = 0;
      int images = 0;
      for (SceneSplit split : List.of(SceneSplit.HELD_OUT, SceneSplit.UNSEEN)) {
        Scenes scenes = new Scenes(full.manifest().imageSize(), SEED, split);
        ZeroShotMeasure expectedLabels = labels(full, scenes);
        ZeroShotMeasure actualLabels = labels(lower, scenes);
        List<Encoding> expected = encode(full, scenes);
        List<Encoding> actual = encode(lower, scenes);
        for (int i = 0; i < COUNT; i++) {
          float[] expectedEmbedding = expected.get(i).embedding();
          float[] actualEmbedding = actual.get(i).embedding();
          agreement.add(
              expected.get(i).codes(), actual.get(i).codes(), expectedEmbedding, actualEmbedding);
          boolean same =
              expectedLabels.nearest(expectedEmbedding) == actualLabels.nearest(actualEmbedding);
          sameLabels += same ? 1 : 0;
          images++;
        }
      }
      System.out.printf(
          "%s: equal bits %.3f %%, equal codes %.2f %%, least cosine %.6f, same labels %d of %d%n",
          precision,
          100 * agreement.equalBits(),
          100 * agreement.equalCodes(),
          agreement.leastCosine(),
          sameLabels,
          images);
      assertThat(agreement.equalBits()).isGreaterThan(0.98);
      assertThat(agreement.leastCosine()).isGreaterThan(0.999);
      assertThat(sameLabels / (double) images).isGreaterThan(0.99);
    }
  }

  private ModelBundle export(Precision precision) throws Exception {
    Path checkpoint = Files.createDirectory(directory.resolve("checkpoint"));
    DefaultModel.writeCheckpoint(checkpoint);
    return BundleExporter.export(
        checkpoint,
        directory.resolve(precision.toString()),
        ExportOptions.named(DefaultModel.NAME).withPrecision(precision));
  }

  private static ModelSessions open(ModelBundle bundle) throws Exception {
    return ModelSessions.open(bundle, SessionOptions.cpu(0));
  }

  private static ZeroShotMeasure labels(ModelSessions model, Scenes scenes) throws Exception {
    List<String> names = scenes.classNames();
    return new ZeroShotMeasure(
        names, model.embedClasses(names, scenes.classPhrases(), PromptTemplates.GENERAL));
  }

  private static List<Encoding> encode(ModelSessions model, Scenes scenes) throws Exception {
    List<Encoding> encodings = new ArrayList<>();
    for (int start = 0; start < COUNT; start += ModelSessions.BATCH) {
      encodings.addAll(model.encodeImages(Samples.first(scenes, COUNT).batch(start)));
    }
    return encodings;
  }
}
