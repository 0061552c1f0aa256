// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.training.config.ConfigFile;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.network.ComputePrecision;
import org.flinkqlip.lab.training.network.NetworkWeights;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.flinkqlip.lab.training.optim.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Stage1TaskTest {
  @TempDir private Path folder;

  private record Gradients(Map<String, float[]> byName, Map<String, Double> losses) {}

  @Test
  void microBatchesGiveTheGradientOfTheWholeBatch() throws Exception {
    Gradients whole = gradients(8);
    for (int microBatch : new int[] {1, 2, 4}) {
      Gradients parts = gradients(microBatch);
      assertThat(parts.byName().keySet()).isEqualTo(whole.byName().keySet());
      whole
          .byName()
          .forEach((name, gradient) -> assertClose(name, parts.byName().get(name), gradient));
      whole
          .losses()
          .forEach(
              (name, loss) ->
                  assertThat(parts.losses().get(name)).as(name).isCloseTo(loss, within(1e-5)));
    }
    assertThat(whole.byName()).containsKeys("logit_scale", "visual_projection.weight");
    assertThat(whole.byName().get("logit_scale")[0]).isNotZero();
  }

  /** Relative to the largest entry: single precision sums in another order. */
  private static void assertClose(String name, float[] actual, float[] expected) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual)
        .as(name)
        .usingComparatorWithPrecision(Math.max(1e-6f, 2e-4f * largest))
        .containsExactly(expected);
  }

  private Gradients gradients(int microBatch) throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.microBatch = microBatch;
    // The entropy of a codebook is no sum over samples.
    tiny.quantization = "0";
    TrainingConfig config = ConfigFile.read(tiny.write(folder, "run"));
    Path files = folder.resolve("model");
    VocabularyFolder.prepare(config, folder, files);
    ModelFiles model = ModelFiles.write(config.model(), folder, files);
    try (NDManager manager = TorchEngine.manager(2);
        NetworkWeights weights = NetworkWeights.random(model.config(), 1, manager);
        Network network = new Network(weights, ComputePrecision.FLOAT32);
        Stage1Task task =
            new Stage1Task(network, config.stage1(), QuantizationSettings.loss(model))) {
      BatchMaker maker =
          new BatchMaker(
              new Scenes(32, 1, SceneSplit.TRAIN), model.tokenizer(), model.preprocessor(), 8, 0);
      LossTotals losses;
      try (NDManager step = manager.newSubManager()) {
        losses = task.run(maker.make(0, maker.buffer()), 1, step);
      }
      Map<String, float[]> gradients = new TreeMap<>();
      for (Parameter parameter : task.parameters()) {
        try (NDArray gradient = parameter.weight().getGradient()) {
          gradients.put(parameter.name(), gradient.toFloatArray());
        }
      }
      return new Gradients(gradients, losses.values());
    }
  }
}
