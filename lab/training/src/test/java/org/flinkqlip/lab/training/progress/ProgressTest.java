// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  @TempDir private Path folder;

  @Test
  void theConsoleShowsStepLossesSpeedTimeLeftAndCurve() {
    StringWriter text = new StringWriter();
    ConsoleProgress console = new ConsoleProgress(new PrintWriter(text));
    console.stageStarted(1, 10, 100, 1_234_567);
    console.stepsTaken(report(1, 20, 100, 0.5));
    assertThat(text.toString())
        .contains("stage 1: 90 of 100 steps to take, 1,234,567 weights to train")
        .contains("step 20/100")
        .contains("reconstruction 0.5000")
        .contains("250 images/s")
        .contains("1:15 min left");
  }

  @Test
  void theLastStepOfAStageIsAlwaysPrinted() {
    StringWriter text = new StringWriter();
    ConsoleProgress console = new ConsoleProgress(new PrintWriter(text));
    console.stepsTaken(report(1, 98, 100, 0.5));
    console.stepsTaken(report(1, 99, 100, 0.4));
    console.stepsTaken(report(1, 100, 100, 0.3));
    assertThat(text.toString()).contains("98/100").doesNotContain("99/100").contains("100/100");
  }

  @Test
  void timesAreRead() {
    assertThat(ConsoleProgress.duration(59.6)).isEqualTo("1:00 min");
    assertThat(ConsoleProgress.duration(3725)).isEqualTo("1:02 h");
  }

  @Test
  void aSparklineFallsWithItsValues() {
    assertThat(Sparkline.of(List.of(8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0), 24))
        .isEqualTo("█▇▆▅▄▃▂▁");
    assertThat(Sparkline.of(List.of(4.0, 2.0, 1.0, 1.0), 2)).isEqualTo("█▁");
    assertThat(Sparkline.of(List.of(1.0, 1.0), 5)).isEqualTo("▁▁");
    assertThat(Sparkline.of(List.of(), 5)).isEmpty();
  }

  @Test
  void theLogHasALinePerReport() throws IOException {
    Path file = folder.resolve("log.jsonl");
    JsonLog log = new JsonLog(file);
    log.stageStarted(1, 0, 100, 5);
    log.stepsTaken(report(1, 10, 100, 0.25));
    log.evaluated(1, 10, Map.of("psnr", 20.5));
    log.finished(folder);
    List<JsonNode> lines = lines(file);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1).path("losses").path("reconstruction").asDouble()).isEqualTo(0.25);
    assertThat(lines.get(2).path("scores").path("psnr").asDouble()).isEqualTo(20.5);
    assertThat(lines.get(3).path("event").asText()).isEqualTo("finished");
  }

  @Test
  void aResumedRunDropsTheLinesOfStepsThatItTakesAgain() throws IOException {
    Path file = folder.resolve("log.jsonl");
    JsonLog log = new JsonLog(file);
    log.stageStarted(1, 0, 30, 5);
    for (int step = 10; step <= 30; step += 10) {
      log.stepsTaken(report(1, step, 30, 1.0 / step));
    }
    log.stageStarted(2, 0, 30, 5);
    log.stepsTaken(report(2, 10, 30, 1));
    log.stepsTaken(report(2, 20, 30, 1));
    Files.writeString(file, "{\"event\":\"steps\",\"sta", StandardOpenOption.APPEND);
    new JsonLog(file).stageStarted(2, 10, 30, 5);
    assertThat(lines(file))
        .extracting(line -> line.path("stage").asInt() + ":" + line.path("step").asLong())
        .containsExactly("1:0", "1:10", "1:20", "1:30", "2:0", "2:10", "2:10");
  }

  @Test
  void everyLossAndScoreHasAPanel() throws IOException {
    Path file = folder.resolve("log.jsonl");
    Path image = folder.resolve("curves.png");
    Listeners listeners = new Listeners(List.of(new JsonLog(file), new CurvePlot(file, image)));
    listeners.stageStarted(1, 0, 30, 5);
    for (int step = 10; step <= 30; step += 10) {
      listeners.stepsTaken(report(1, step, 30, 1.0 / step));
      listeners.evaluated(1, step, Map.of("psnr", 20.0 + step));
    }
    BufferedImage sheet = ImageIO.read(image.toFile());
    // Reconstruction, alignment and PSNR, side by side.
    assertThat(sheet.getWidth()).isEqualTo(3 * 480);
    assertThat(sheet.getHeight()).isEqualTo(300);
    assertThat(inked(sheet)).isGreaterThan(0.001);
    List<LossCurve> curves = LossCurve.read(file);
    assertThat(curves).extracting(LossCurve::name).contains("reconstruction", "psnr");
    assertThat(curves.get(0).values().get(2)).isCloseTo(1 / 30.0, within(1e-12));
  }

  @Test
  void theTableOfAnAblationHasEmptyCellsWhereAVariantHasNoSuchLoss() {
    AblationTable table = new AblationTable();
    table.add("alignment-only", Map.of("psnr", 11.0), Map.of("alignment", 0.5));
    table.add("reconstruction-only", Map.of("psnr", 24.25), Map.of("reconstruction", 0.125));
    assertThat(table.markdown())
        .isEqualTo(
            """
            | variant | psnr | alignment loss | reconstruction loss |
            |---|---|---|---|
            | alignment-only | 11.00 | 0.5000 | |
            | reconstruction-only | 24.25 | | 0.1250 |
            """);
  }

  private static double inked(BufferedImage image) {
    int blue = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        blue += (image.getRGB(x, y) & 0xffffff) == 0x1f77b4 ? 1 : 0;
      }
    }
    return (double) blue / (image.getWidth() * image.getHeight());
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> lines = new java.util.ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private static StepReport report(int stage, long step, long steps, double loss) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("reconstruction", loss);
    losses.put("alignment", 2 * loss);
    return new StepReport(stage, step, steps, losses, 1, 0.5, 250, 75);
  }
}
