// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDatasetExport;
import org.flinkqlip.local.feed.SceneFolder;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  /** Of the four templates one, since each is embedded for each of the classes. */
  private static final String ONE = "a {}";

  @TempDir private static Path folder;
  private static Path model;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void makeTheModel() throws Exception {
    model = DefaultModel.open().directory();
  }

  @Test
  void scenesOfBothSplitsAreMeasuredWhereNothingIsNamed() throws Exception {
    Path json = folder.resolve("figures.json");
    Path sheet = folder.resolve("sheet.png");

    assertThat(run("--count", 20, "--json", json, "--contact-sheet", sheet)).isZero();

    assertThat(out.toString())
        .contains("held-out scenes", "unseen kinds", "zero-shot accuracy", "PSNR")
        .contains(json.toString(), sheet.toString());
    JsonNode data = new ObjectMapper().readTree(Files.readString(json)).get("data");
    assertThat(data).hasSize(2);
    assertThat(data.get(0).get("zeroShot").get("classes").asInt()).isEqualTo(64);
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(3 * 2 * 128 + 4 * 8);
  }

  @Test
  void theSameSeedGivesTheSameFigures() throws Exception {
    Path first = folder.resolve("first.json");
    Path second = folder.resolve("second.json");
    Path other = folder.resolve("other.json");
    run("--count", 10, "--seed", 5, "--template", ONE, "--json", first);
    run("--count", 10, "--seed", 5, "--template", ONE, "--json", second);
    run("--count", 10, "--seed", 6, "--template", ONE, "--json", other);

    assertThat(second).hasSameTextualContentAs(first);
    assertThat(Files.readString(other)).isNotEqualTo(Files.readString(first));
  }

  @Test
  void aFolderOfPicturesIsMeasured() throws Exception {
    Path pictures = folder.resolve("pictures");
    SceneFolder.write(pictures, 12, 1, false);

    assertThat(run("--data", pictures)).isZero();
    assertThat(out.toString().lines().toList())
        .anyMatch(line -> line.matches("images +12"))
        .anyMatch(line -> line.matches("zero-shot accuracy +-"));
  }

  @Test
  void tarsAreOneDataSetAndAFolderOfTarsTheSame() throws Exception {
    Path tars = folder.resolve("tars");
    new WebDatasetExport(12, tars, PictureFormat.PNG, 6)
        .run(new Scenes(128, 3, SceneSplit.HELD_OUT), written -> {});
    Path single = folder.resolve("single.json");
    Path named = folder.resolve("named.json");

    assertThat(run("--data", tars, "--json", single)).isZero();
    assertThat(run("--data", tars.resolve("00000.tar"), tars.resolve("00001.tar"), "--json", named))
        .isZero();
    JsonNode one = new ObjectMapper().readTree(Files.readString(single)).get("data").get(0);
    JsonNode two = new ObjectMapper().readTree(Files.readString(named)).get("data").get(0);
    assertThat(one.get("images").asInt()).isEqualTo(12);
    assertThat(one.get("retrieval").get("pairs").asInt()).isBetween(2, 12);
    assertThat(two.get("reconstruction")).isEqualTo(one.get("reconstruction"));
  }

  @Test
  void theBaselineOfTheFirstDataSetIsWrittenIntoTheBundle() throws Exception {
    ModelBundle bundle = DefaultModel.open(folder.resolve("measured"));
    HealthBaseline shipped = HealthBaseline.in(bundle).orElseThrow();

    assertThat(runOn(bundle.directory(), "--count", 20, "--baseline")).isZero();

    HealthBaseline written = HealthBaseline.in(bundle).orElseThrow();
    assertThat(out.toString()).contains("baseline " + bundle.file(ModelBundle.BASELINE));
    assertThat(written.model()).isEqualTo(bundle.modelId());
    assertThat(written.data()).isEqualTo("held-out scenes");
    assertThat(written.images()).isEqualTo(20);
    assertThat(written.embeddingLengthOrNull())
        .isCloseTo(shipped.embeddingLengthOrNull(), withinPercentage(3));
    assertThat(written.psnr()).isCloseTo(shipped.psnr(), within(3.0));
    assertThat(ModelBundle.open(bundle.directory()).modelId())
        .as("embeddings still compare with those that were made before")
        .isEqualTo(bundle.modelId());
  }

  @Test
  void dataThatIsNotThereIsNamed() {
    assertThat(run("--data", folder.resolve("nowhere"))).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere", "neither a tar nor a folder");
  }

  @Test
  void impossibleChoicesAreRefused() {
    assertThat(run("--count", 0)).isEqualTo(2);
    assertThat(err.toString()).contains("at least 1 image");
    assertThat(run("--template", "a photo")).isEqualTo(2);
    assertThat(err.toString()).contains("must have one {}");
  }

  private int run(Object... arguments) {
    return runOn(model, arguments);
  }

  private int runOn(Path bundle, Object... arguments) {
    CommandLine command = QlipCommand.commandLine().addSubcommand(new EvaluateCommand());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length + 3];
    words[0] = "evaluate";
    words[1] = "--model";
    words[2] = bundle.toString();
    for (int i = 0; i < arguments.length; i++) {
      words[i + 3] = arguments[i].toString();
    }
    return command.execute(words);
  }
}
