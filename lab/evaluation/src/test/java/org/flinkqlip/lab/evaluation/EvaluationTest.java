// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.evaluation.measure.Perturbation;
import org.flinkqlip.lab.evaluation.measure.Stability;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final int COUNT = 35;

  private static ModelBundle bundle;
  private static EvaluationReport report;
  private static final List<String> HEARD = new ArrayList<>();

  @BeforeAll
  static void measure() throws Exception {
    bundle = DefaultModel.open();
    try (ModelSessions model = ModelSessions.open(bundle, SessionOptions.cpu(0))) {
      Evaluation evaluation =
          new Evaluation(
              model,
              EvaluationOptions.DEFAULT.withCount(COUNT),
              (data, done, total) -> HEARD.add("%s %d/%d".formatted(data, done, total)));
      int edge = bundle.manifest().imageSize();
      report =
          EvaluationReport.of(
              bundle,
              List.of(
                  evaluation.measure("labelled", new ColouredImages(edge, 100, true)),
                  evaluation.measure("others", new ColouredImages(edge, 20, false))));
    }
  }

  @Test
  void measuresEverythingThatTheDataAllows() {
    DataReport labelled = report.data().get(0);

    assertThat(labelled.images()).isEqualTo(COUNT);
    assertThat(labelled.zeroShot().orElseThrow().images()).isEqualTo(COUNT);
    assertThat(labelled.retrieval().orElseThrow().pairs()).isEqualTo(COUNT);
    assertThat(labelled.linearProbe().orElseThrow().trainedOn()).isEqualTo(28);
    assertThat(labelled.reconstruction().images()).isEqualTo(COUNT);
    assertThat(labelled.reconstruction().ssim()).isPresent();
    assertThat(labelled.codes().codes()).isEqualTo(COUNT * 64);
    assertThat(labelled.stability())
        .extracting(Stability::perturbation)
        .containsExactly(Perturbation.values());
  }

  @Test
  void aPlainPictureMovedByAPixelKeepsMostBits() {
    Stability shift = report.data().get(0).stability().get(1);

    assertThat(shift.equalBits()).isGreaterThan(0.8);
    assertThat(shift.equalCodes()).isLessThanOrEqualTo(shift.equalBits());
    assertThat(shift.meanCosine()).isGreaterThan(0.9);
  }

  @Test
  void dataWithoutClassesLacksTheirFigures() {
    DataReport others = report.data().get(1);

    assertThat(others.images()).isEqualTo(20);
    assertThat(others.zeroShot()).isEmpty();
    assertThat(others.linearProbe()).isEmpty();
    assertThat(others.retrieval()).isPresent();
  }

  @Test
  void progressIsHeardToTheEnd() {
    assertThat(HEARD)
        .containsExactly(
            "labelled 16/35", "labelled 32/35", "labelled 35/35", "others 16/20", "others 20/20");
  }

  @Test
  void theTableHasAColumnForEachDataSet() {
    assertThat(report.toText().lines().toList())
        .anyMatch(line -> line.matches(" +labelled +others"))
        .anyMatch(line -> line.matches("images +35 +20"))
        .anyMatch(line -> line.matches("zero-shot accuracy +[0-9.]+ % +-"))
        .anyMatch(line -> line.matches("PSNR +[0-9.]+ dB +[0-9.]+ dB"));
  }

  @Test
  void jsonHasTheFiguresUnrounded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/report.json");
    report.write(file);

    JsonNode json = new ObjectMapper().readTree(Files.readString(file));
    DataReport labelled = report.data().get(0);
    JsonNode data = json.get("data").get(0);
    assertThat(json.get("model").asText()).isEqualTo(bundle.modelId());
    assertThat(data.get("zeroShot").get("accuracy").asDouble())
        .isEqualTo(labelled.zeroShot().orElseThrow().accuracy());
    assertThat(data.get("reconstruction").get("psnr").asDouble())
        .isEqualTo(labelled.reconstruction().psnr());
    assertThat(data.get("reconstruction").get("ssim").isNumber()).isTrue();
    assertThat(data.get("codes").get("leastBitEntropy").asDouble())
        .isEqualTo(labelled.codes().leastBitEntropy());
    assertThat(data.get("stability").get(1).get("perturbation").asText()).isEqualTo("SHIFT_1");
    assertThat(json.get("data").get(1).has("zeroShot")).isFalse();
  }
}
