// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DemoITCase {
  /** Palettes and low JPEG quality change colours, so less than on the data set itself. */
  private static final double LEAST_LABELLED_RIGHT = 0.95;

  /** Of 64 kinds, with few pictures of each among 80. */
  private static final double LEAST_SAME_KIND = 0.5;

  @TempDir Path directory;

  @Test
  void aDemoTokenizesDeadLettersAndReportsEveryRecord() throws Exception {
    StringWriter output = new StringWriter();
    Path report = directory.resolve("report.json");

    int exitCode =
        QlipCommand.commandLine()
            .addSubcommand(new DemoCommand())
            .setOut(new PrintWriter(output))
            .execute("demo", "--count", "100", "--parallelism", "2", "--report", report.toString());

    assertThat(exitCode).as(output.toString()).isZero();
    JsonNode figures = new ObjectMapper().readTree(report.toFile());
    assertThat(figures.get("in").asInt()).isEqualTo(100);
    assertThat(figures.get("tokenized").asInt()).isEqualTo(85);
    assertThat(figures.get("deadLettered").asInt()).isEqualTo(10);
    assertThat(figures.get("tombstones").asInt()).isEqualTo(5);
    assertThat(figures.get("duplicates").asInt()).isZero();
    assertThat(figures.get("missing").asInt()).isZero();
    assertThat(figures.get("deadLettersByCategory")).hasSize(10);
    assertThat(figures.get("latencyMsP50").asDouble()).isPositive();
    assertThat(figures.get("model").asText()).startsWith("scenes-p16-128@");
    assertThat(figures.get("provider").asText()).isEqualTo("CPU");
    assertThat(output.toString())
        .contains("broker   127.0.0.1:")
        .contains("web UI   http://127.0.0.1:")
        .doesNotContain("UNTRAINED")
        .contains("100/100  ")
        .contains("neighbours")
        .contains("The invariant holds");
    assertThat(shareOf("Zero-shot labels: (\\d+) of (\\d+) pictures", output))
        .isGreaterThan(LEAST_LABELLED_RIGHT);
    assertThat(shareOf("Nearest neighbours: (\\d+) of (\\d+) show", output))
        .isGreaterThan(LEAST_SAME_KIND);
  }

  private static double shareOf(String pattern, StringWriter output) {
    Matcher line = Pattern.compile(pattern).matcher(output.toString());
    assertThat(line.find()).as(output.toString()).isTrue();
    return Double.parseDouble(line.group(1)) / Double.parseDouble(line.group(2));
  }

  /** ReconstructImages runs behind TokenizeImages on a real broker here, EmbedText beside both. */
  @Test
  void aDemoThatReconstructsAuditsAllThreeJobsAndLeavesAPicture() throws Exception {
    StringWriter output = new StringWriter();
    Path report = directory.resolve("report.json");

    int exitCode =
        QlipCommand.commandLine()
            .addSubcommand(new DemoCommand())
            .setOut(new PrintWriter(output))
            .execute("demo", "--count", "60", "--reconstruct", "--report", report.toString());

    assertThat(exitCode).as(output.toString()).isZero();
    JsonNode jobs = new ObjectMapper().readTree(report.toFile()).get("otherJobs");
    assertThat(figures(jobs.get("EmbedText"))).containsExactly(60, 51, 6, 3);
    assertThat(figures(jobs.get("ReconstructImages"))).containsExactly(54, 51, 0, 3);
    assertThat(jobs.get("EmbedText").get("contentsCompared").asInt()).isGreaterThanOrEqualTo(51);
    assertThat(jobs.get("ReconstructImages").get("contentsCompared").asInt()).isEqualTo(51);
    assertThat(jobs.get("EmbedText").get("holds").asBoolean()).isTrue();
    assertThat(jobs.get("ReconstructImages").get("holds").asBoolean()).isTrue();
    Matcher line = Pattern.compile("pictures (\\S+\\.png)").matcher(output.toString());
    assertThat(line.find()).as(output.toString()).isTrue();
    Path picture = Path.of(line.group(1));
    BufferedImage sheet = ImageIO.read(picture.toFile());
    assertThat(sheet.getWidth()).isEqualTo(3 * (2 * 128 + 8) + 8);
    assertThat(sheet.getHeight()).isEqualTo(4 * (128 + 8) + 8);
    Files.delete(picture);
  }

  private static List<Integer> figures(JsonNode job) {
    return List.of(
        job.get("in").asInt(),
        job.get("results").asInt(),
        job.get("deadLettered").asInt(),
        job.get("tombstones").asInt());
  }
}
