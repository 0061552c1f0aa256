// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Reconstructions, texts and labels on the command line. */
class ModelCommandsTest {
  private static final Path GOLDEN = Path.of("../../model/golden/eva-p8-96");
  private static final int EDGE = 96;
  private static final double[] MEAN = {0.48145466, 0.4578275, 0.40821073};
  private static final double[] DEVIATION = {0.26862954, 0.26130258, 0.27577711};

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path golden;
  private Path defaultModel;

  @BeforeEach
  void exportModels() throws Exception {
    golden = directory.resolve("golden");
    run("export", "--checkpoint", GOLDEN, "--output", golden);
    defaultModel = DefaultModel.open().directory();
  }

  @Test
  void encodeThenReconstructGivesTheGoldenReconstructions() throws Exception {
    Path lines = directory.resolve("codes.jsonl");
    Path pictures = directory.resolve("pictures");
    run("encode", "--model", golden, "--output", lines, GOLDEN.resolve("images"));
    assertThat(run("reconstruct", "--model", golden, "--output-dir", pictures, lines)).isZero();
    assertThat(out.toString()).contains("wrote 18 pictures", "0 lines had no codes");

    ImagePreprocessor reader = new ImagePreprocessor(PreprocessOptions.forSize(EDGE));
    try (SafetensorsFile expected = SafetensorsFile.open(GOLDEN.resolve("expected.safetensors"))) {
      for (String image : List.of("square.png", "cmyk.jpg", "lossy.webp")) {
        float[] reconstruction = expected.floats(image + "/reconstruction");
        ByteBuffer pixels = ByteBuffer.allocate(reader.tensorSize());
        reader.preprocess(Files.readAllBytes(pictures.resolve(image + ".png")), pixels, 0);
        for (int i = 0; i < reconstruction.length; i++) {
          int channel = i / (EDGE * EDGE);
          double level = (reconstruction[i] * DEVIATION[channel] + MEAN[channel]) * 255;
          int pixel = pixels.get(i % (EDGE * EDGE) * 3 + channel) & 0xff;
          assertThat(Math.abs(pixel - Math.min(255, Math.max(0, level)))).isLessThan(0.51);
        }
      }
    }
  }

  @Test
  void reconstructNamesTheLineWhoseCodesAreOfAnotherModel() throws Exception {
    Path lines =
        Files.writeString(
            directory.resolve("codes.jsonl"),
            "{\"image\":\"a.png\",\"error\":{}}\n{\"image\":\"b.png\",\"codes\":[1,2,3]}\n");

    assertThat(run("reconstruct", "--model", golden, "--output-dir", directory.resolve("p"), lines))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("line 2", "3 codes", "12 x 12");
  }

  @Test
  void reconstructNamesTheLineThatIsNoJson() throws Exception {
    Path lines = Files.writeString(directory.resolve("codes.jsonl"), "codes: 1 2 3\n");

    assertThat(run("reconstruct", "--model", golden, "--output-dir", directory.resolve("p"), lines))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("line 1", "no JSON");
  }

  @Test
  void comparePrintsQualityAndDrawsBoth() {
    Path picture = directory.resolve("compare.png");
    Path images = GOLDEN.resolve("images");

    assertThat(
            run(
                "compare",
                "--model",
                golden,
                "--output",
                picture,
                images.resolve("square.png"),
                images.resolve("gray.jpg")))
        .isZero();
    assertThat(out.toString()).contains("PSNR", "SSIM", "mean of 2");
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void embedTextWritesUnitVectors() throws Exception {
    Path lines = directory.resolve("texts.jsonl");

    assertThat(run("embed-text", "--model", defaultModel, "--output", lines, "a red circle", "é"))
        .isZero();
    List<String> read = Files.readAllLines(lines);
    assertThat(read).hasSize(2);
    for (String line : read) {
      double square = 0;
      for (JsonNode value : new ObjectMapper().readTree(line).path("embedding")) {
        square += value.doubleValue() * value.doubleValue();
      }
      assertThat(Math.abs(square - 1)).isLessThan(1e-5);
    }
  }

  @Test
  void classifyGivesProbabilitiesOfTheLabels() {
    Path image = GOLDEN.resolve("images/square.png");

    assertThat(run("classify", "--model", defaultModel, "--labels", "circle,square", image))
        .isZero();
    assertThat(out.toString())
        .contains("scenes-p16-128@", "%  circle", "%  square")
        .doesNotContain("UNTRAINED");
    assertThat(
            run(
                "classify",
                "--model",
                defaultModel,
                "--labels",
                "circle",
                "--template",
                "a photo",
                image))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  @Test
  void textsNeedAVocabulary() {
    assertThat(run("embed-text", "--model", golden, "hello"))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("has no text vocabulary", "vocab.json");
  }

  @Test
  void compareBundlesTellsHowFarPrecisionsAgree() {
    Path half = directory.resolve("half");
    run("export", "--checkpoint", GOLDEN, "--precision", "bfloat16-weights", "--output", half);

    assertThat(
            run(
                "compare-bundles",
                "--reference",
                golden,
                "--candidate",
                half,
                "--candidate",
                golden,
                GOLDEN.resolve("images")))
        .isZero();
    assertThat(out.toString())
        .contains("18 images", "(bfloat16-weights)", "equal bits 99.", "(float32)", "100.0000 %");
    assertThat(
            run(
                "compare-bundles",
                "--reference",
                golden,
                "--candidate",
                defaultModel,
                GOLDEN.resolve("images")))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("are not of one model");
  }

  @Test
  void measurePrintsTimesAndMemory() {
    assertThat(run("measure", golden, "--batch", 2, "--rounds", 3)).isZero();
    assertThat(out.toString())
        .contains("load ", "images/s (median of 3 calls of 2")
        .containsPattern("encode +[0-9.]+ images/s");
  }

  @Test
  void initModelRefusesModelsThatItDoesNotKnow() {
    assertThat(run("init-model", "--like", "clip", "--output", directory.resolve("c")))
        .isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("qlip-b-16-256", "qlip-l-14-392");
    assertThat(run("init-model", "--like", "qlip-b-16-256", "--output", golden))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("is not empty");
  }

  @Test
  void exportWithoutACheckpointGivesTheDefaultModel() throws Exception {
    Path bundle = directory.resolve(DefaultModel.NAME);

    assertThat(run("export", "--output", bundle)).isZero();
    assertThat(ModelBundle.open(bundle).modelId())
        .isEqualTo(ModelBundle.open(defaultModel).modelId());
  }

  @Test
  void packedCheckpointsExportToTheSameModelInHalfPrecision() {
    Path packed = directory.resolve("packed");
    Path bundle = directory.resolve("packed-bundle");

    assertThat(run("pack-checkpoint", "--checkpoint", GOLDEN, "--output", packed)).isZero();
    assertThat(out.toString()).contains("bytes of weights");
    assertThat(run("export", "--checkpoint", packed, "--output", bundle)).isZero();
    assertThat(
            run(
                "compare-bundles",
                "--reference",
                golden,
                "--candidate",
                bundle,
                GOLDEN.resolve("images")))
        .isZero();
    assertThat(out.toString()).contains("equal bits 99.");
    assertThat(run("pack-checkpoint", "--checkpoint", packed, "--output", packed))
        .isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private int run(Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return QlipCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }
}
