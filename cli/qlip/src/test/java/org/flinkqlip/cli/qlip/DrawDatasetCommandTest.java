// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.scenes.CaptionStyle;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDataset;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrawDatasetCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void scenesOfASplitAreInTheTarsWithTheirCaptions() throws Exception {
    Path tars = folder.resolve("unseen");

    assertThat(
            run(
                "--output",
                tars,
                "--count",
                5,
                "--split",
                "unseen",
                "--captions",
                "terse",
                "--image-size",
                48,
                "--samples-per-tar",
                2,
                "--seed",
                7))
        .as(err.toString())
        .isZero();

    assertThat(out.toString()).contains("drew 5 captioned scenes in " + tars);
    Scenes scenes = new Scenes(48, 7, SceneSplit.UNSEEN, CaptionStyle.TERSE);
    try (WebDataset data =
        WebDataset.open(WebDataset.tarsIn(tars), PreprocessOptions.forSize(48))) {
      assertThat(data.size()).hasValue(5);
      assertThat(data.classNames()).isEqualTo(scenes.classNames());
      for (int index = 0; index < 5; index++) {
        CaptionedImage image = data.get(index);
        assertThat(image.pixels()).isEqualTo(scenes.get(index).pixels());
        assertThat(image.caption()).isEqualTo(scenes.caption(index));
      }
    }
  }

  @Test
  void theHelpListsWhatCanBeChosen() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("train, held-out, unseen", "mixed, terse, full", "jpeg, png, webp");
  }

  @Test
  void impossibleChoicesAreRefused() {
    assertThat(run("--output", folder, "--count", 0)).isEqualTo(2);
    assertThat(err.toString()).contains("count must be positive");
    assertThat(run("--output", folder, "--image-size", 3)).isEqualTo(2);
    assertThat(err.toString()).contains("--image-size: size must be at least");
    assertThat(run("--output", folder, "--samples-per-tar", 0, "--count", 1)).isEqualTo(2);
    assertThat(err.toString()).contains("samples per tar must be");
    assertThat(run("--output", folder, "--split", "validation")).isEqualTo(2);
    assertThat(err.toString()).contains("held-out");
  }

  @Test
  void aFolderThatIsTakenIsRefused() {
    assertThat(run("--output", folder, "--count", 1, "--image-size", 32)).isZero();
    assertThat(run("--output", folder, "--count", 1, "--image-size", 32)).isEqualTo(1);
    assertThat(err.toString()).contains("holds tars already");
  }

  private int run(Object... arguments) {
    CommandLine command = QlipCommand.commandLine().addSubcommand(new DrawDatasetCommand());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[arguments.length + 1];
    words[0] = "draw-dataset";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return command.execute(words);
  }
}
