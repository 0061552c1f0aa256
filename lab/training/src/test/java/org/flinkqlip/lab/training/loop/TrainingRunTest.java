// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDatasetExport;
import org.flinkqlip.lab.training.config.ConfigFile;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.progress.StepReport;
import org.flinkqlip.lab.training.progress.TrainingListener;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir private Path folder;

  private static final class Reports implements TrainingListener {
    final List<StepReport> steps = new ArrayList<>();
    final List<Map<String, Double>> scores = new ArrayList<>();

    @Override
    public void stageStarted(int stage, long taken, long all, long weights) {}

    @Override
    public void stepsTaken(StepReport report) {
      steps.add(report);
    }

    @Override
    public void evaluated(int stage, long step, Map<String, Double> measured) {
      scores.add(measured);
    }

    @Override
    public void finished(Path checkpoint) {}
  }

  @Test
  void bothLossesFallAndTheResultIsExported() throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.stage1Steps = 60;
    tiny.evaluateEvery = 60;
    Path file = tiny.write(folder, "run");
    TrainingConfig config = ConfigFile.read(file);
    Reports reports = new Reports();
    Path checkpoint = new TrainingRun(config, folder, reports).run(false);

    List<StepReport> stage1 = reports.steps.stream().filter(step -> step.stage() == 1).toList();
    StepReport first = stage1.get(0);
    StepReport last = stage1.get(stage1.size() - 1);
    assertThat(last.step()).isEqualTo(60);
    assertThat(last.losses().get(LossNames.RECONSTRUCTION))
        .isLessThan(0.7 * first.losses().get(LossNames.RECONSTRUCTION));
    assertThat(last.losses().get(LossNames.ALIGNMENT))
        .isLessThan(0.9 * first.losses().get(LossNames.ALIGNMENT));
    assertThat(reports.steps.stream().filter(step -> step.stage() == 2)).hasSize(4);
    assertThat(reports.scores).hasSize(2);
    assertThat(reports.scores.get(0)).containsKeys("zeroShot", "recallAt1", "psnr");

    ModelBundle bundle =
        BundleExporter.export(checkpoint, folder.resolve("bundle"), ExportOptions.named("tiny"));
    assertThat(bundle.manifest().imageSize()).isEqualTo(32);
  }

  @Test
  void imagesOfAnotherSizeAreLearnedFromTars() throws Exception {
    new WebDatasetExport(64, folder.resolve("train"), PictureFormat.JPEG, 20)
        .run(new Scenes(48, 1, SceneSplit.TRAIN), written -> {});
    new WebDatasetExport(12, folder.resolve("held-out"), PictureFormat.PNG, 20)
        .run(new Scenes(48, 1, SceneSplit.HELD_OUT), written -> {});
    TinyRun tiny = new TinyRun();
    tiny.data = "kind: webdataset, paths: [train], held-out-paths: [held-out/00000.tar], seed: 1";
    tiny.stage1Steps = 60;
    tiny.stage2Steps = 3;
    tiny.evaluateEvery = 60;
    Reports reports = new Reports();

    new TrainingRun(ConfigFile.read(tiny.write(folder, "run")), folder, reports).run(false);

    List<StepReport> stage1 = reports.steps.stream().filter(step -> step.stage() == 1).toList();
    Map<String, Double> first = stage1.get(0).losses();
    Map<String, Double> last = stage1.get(stage1.size() - 1).losses();
    assertThat(last.get(LossNames.RECONSTRUCTION))
        .isLessThan(0.7 * first.get(LossNames.RECONSTRUCTION));
    assertThat(last.get(LossNames.ALIGNMENT)).isLessThan(0.9 * first.get(LossNames.ALIGNMENT));
    assertThat(reports.scores.get(0)).containsKeys("zeroShot", "recallAt1", "psnr");
  }

  @Test
  void stage2LeavesTheEncoderAndTheTextTowerAsTheyWere() throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.stage1Steps = 5;
    tiny.stage2Steps = 5;
    TrainingConfig both = ConfigFile.read(tiny.write(folder, "both"));
    Path after2 = new TrainingRun(both, folder, new Reports()).run(false);
    Path after1 =
        new TrainingRun(
                both.withStage1Alone(both.stage1(), 0).withOutput(folder.resolve("one")),
                folder,
                new Reports())
            .run(false);
    try (Checkpoint one = Checkpoint.open(after1);
        Checkpoint two = Checkpoint.open(after2)) {
      for (String name :
          List.of(
              "vision_model.encoder.layers.0.mlp.w1.weight",
              "visual_projection.weight",
              "text_projection.weight",
              "logit_scale")) {
        assertThat(two.weights().floats(name)).isEqualTo(one.weights().floats(name));
      }
      for (String name :
          List.of("vision_model.quant_embed.c_fc.weight", "vision_decoder.conv_out.weight")) {
        assertThat(two.weights().floats(name)).isNotEqualTo(one.weights().floats(name));
      }
    }
  }

  @Test
  void anOutputThatIsTakenIsRefusedAndNamesTheWayOut() throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.stage1Steps = 5;
    tiny.stage2Steps = 3;
    TrainingConfig config = ConfigFile.read(tiny.write(folder, "run"));
    new TrainingRun(config, folder, new Reports()).run(false);
    assertThatThrownBy(() -> new TrainingRun(config, folder, new Reports()).run(false))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--output");
    tiny.quantization = "0.2";
    TrainingConfig other = ConfigFile.read(tiny.write(folder, "run"));
    assertThatThrownBy(() -> new TrainingRun(other, folder, new Reports()).run(true))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("another configuration");
  }

  @Test
  void resumingAFinishedRunWritesItsCheckpointAgain() throws Exception {
    TinyRun tiny = new TinyRun();
    tiny.stage1Steps = 5;
    tiny.stage2Steps = 3;
    TrainingConfig config = ConfigFile.read(tiny.write(folder, "run"));
    Path checkpoint = new TrainingRun(config, folder, new Reports()).run(false);
    byte[] weights = Files.readAllBytes(checkpoint.resolve("model.safetensors"));
    Reports reports = new Reports();
    new TrainingRun(config, folder, reports).run(true);
    assertThat(reports.steps).isEmpty();
    assertThat(checkpoint.resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @Test
  void aMissingArchitectureIsNamed() throws IOException {
    TrainingConfig config = ConfigFile.read(new TinyRun().write(folder, "run"));
    Files.delete(folder.resolve("model.json"));
    assertThatThrownBy(() -> new TrainingRun(config, folder, new Reports()).run(false))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("model.json");
  }
}
