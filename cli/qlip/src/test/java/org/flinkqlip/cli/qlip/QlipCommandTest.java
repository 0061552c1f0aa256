// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a user types them. */
class QlipCommandTest {
  private static final Path GOLDEN = Path.of("../../model/golden");

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(strings = {"eva-p16-64", "eva-p8-96", "vit-p14-112"})
  void exportThenEncodePrintsTheGoldenCodes(String model) throws Exception {
    Path bundle = directory.resolve("bundle");
    Path lines = directory.resolve("codes.jsonl");

    assertThat(run("export", "--checkpoint", GOLDEN.resolve(model), "--output", bundle)).isZero();
    assertThat(out.toString()).contains("model       bundle@", "codes ", "verified");
    assertThat(
            run(
                "encode",
                "--model",
                bundle,
                "--output",
                lines,
                GOLDEN.resolve(model).resolve("images")))
        .isZero();

    List<String> images = new ArrayList<>();
    try (SafetensorsFile expected =
        SafetensorsFile.open(GOLDEN.resolve(model).resolve("expected.safetensors"))) {
      for (JsonNode line : read(lines)) {
        String image = Path.of(line.path("image").asText()).getFileName().toString();
        images.add(image);
        assertCodes(image, line.path("codes"), expected);
        assertThat(line.path("embedding")).hasSize(expected.floats(image + "/image_embeds").length);
      }
    }
    assertThat(images).hasSize(18).isSorted();
  }

  @Test
  void imagesThatCannotBeEncodedAreLinesWithTheirCategory() throws Exception {
    Path page = Files.writeString(directory.resolve("page.jpg"), "<html></html>");
    Path empty = Files.createFile(directory.resolve("empty.png"));
    Path bundle = directory.resolve("bundle");
    Path lines = directory.resolve("lines.jsonl");
    Path square = GOLDEN.resolve("eva-p16-64/images/square.png");
    run("export", "--checkpoint", GOLDEN.resolve("eva-p16-64"), "--output", bundle);

    assertThat(
            run(
                "encode",
                "--model",
                bundle,
                "--output",
                lines,
                page,
                square,
                empty,
                directory.resolve("nowhere.png")))
        .isZero();

    List<JsonNode> read = read(lines);
    assertThat(read).hasSize(4);
    assertThat(read.get(0).at("/error/category").asText()).isEqualTo("IMAGE_UNKNOWN_FORMAT");
    assertThat(read.get(1).path("codes")).hasSize(16);
    assertThat(read.get(2).at("/error/category").asText()).isEqualTo("IMAGE_EMPTY");
    assertThat(read.get(3).at("/error/category").asText()).isEqualTo("FETCH_NOT_FOUND");
  }

  @Test
  void failuresAreOneLineAndExitWithOne() {
    assertThat(run("inspect", directory)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("is no model bundle").doesNotContain("\tat ");

    assertThat(run("export", "--checkpoint", directory, "--output", directory.resolve("bundle")))
        .isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("has no config.json").doesNotContain("\tat ");
  }

  @Test
  void inspectPrintsTheManifestAsItIs() throws Exception {
    Path bundle = directory.resolve("bundle");
    run("export", "--checkpoint", GOLDEN.resolve("vit-p14-112"), "--output", bundle);
    out.getBuffer().setLength(0);

    assertThat(run("inspect", "--json", bundle)).isZero();
    assertThat(out.toString()).isEqualTo(Files.readString(bundle.resolve(ModelBundle.MANIFEST)));
  }

  @Test
  void wrongCommandLinesExitWithTwo() {
    assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("encode")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(run("inpsect", directory)).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains("Did you mean", "inspect");
  }

  @Test
  void everyCommandHasHelpWithExitCodes() {
    for (String command : QlipCommand.commandLine().getSubcommands().keySet()) {
      if (!command.equals("help")) {
        out.getBuffer().setLength(0);
        assertThat(run(command, "--help")).as(command).isZero();
        assertThat(out.toString()).as(command).contains("Usage: ", command);
      }
    }
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

  private static List<JsonNode> read(Path lines) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(lines)) {
      nodes.add(json.readTree(line));
    }
    return nodes;
  }

  /** Bits may differ only where the latent is within numerical error of zero. */
  private static void assertCodes(String image, JsonNode codes, SafetensorsFile expected)
      throws Exception {
    float[] latents = expected.floats(image + "/latents");
    LongBuffer indices = expected.bytes(image + "/indices").asLongBuffer();
    assertThat(codes).as(image).hasSize(indices.remaining());
    int bits = latents.length / codes.size();
    for (int token = 0; token < codes.size(); token++) {
      long difference = codes.get(token).longValue() ^ indices.get(token);
      for (int bit = 0; bit < bits; bit++) {
        if ((difference >> (bits - 1 - bit) & 1) == 1) {
          assertThat(Math.abs(latents[token * bits + bit])).as(image).isLessThan(1e-4f);
        }
      }
    }
  }
}
