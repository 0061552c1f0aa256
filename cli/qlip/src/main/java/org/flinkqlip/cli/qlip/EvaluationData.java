// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDataset;
import org.flinkqlip.lab.evaluation.ImageFolder;
import org.flinkqlip.model.imaging.PreprocessOptions;

/**
 * A data set to measure a model on.
 *
 * @param name for the report
 * @param images of the model's size
 */
record EvaluationData(String name, CaptionedImages images) implements AutoCloseable {
  /** What stands for drawn scenes. */
  static final String SCENES = "scenes";

  private static final String TAR = ".tar";

  /**
   * Opens what {@code --data} names.
   *
   * @param words the word scenes; or tars, which are one data set; or folders of images or of tars,
   *     each a data set
   * @param size edge of the pictures as the model takes them
   * @param seed of scenes, and of the order of files
   */
  static List<EvaluationData> open(List<String> words, int size, long seed) throws IOException {
    if (words.equals(List.of(SCENES))) {
      return List.of(
          new EvaluationData("held-out scenes", new Scenes(size, seed, SceneSplit.HELD_OUT)),
          new EvaluationData("unseen kinds", new Scenes(size, seed, SceneSplit.UNSEEN)));
    }
    List<Path> tars = new ArrayList<>();
    List<EvaluationData> data = new ArrayList<>();
    for (String word : words) {
      Path path = Path.of(word);
      if (Files.isRegularFile(path) && word.endsWith(TAR)) {
        tars.add(path);
      } else if (Files.isDirectory(path)) {
        data.add(ofFolder(path, size, seed));
      } else {
        throw new CommandFailedException(
            "[%s] is neither a tar nor a folder: --data takes the word %s, tars of WebDataset, or folders"
                .formatted(path, SCENES));
      }
    }
    if (!tars.isEmpty()) {
      data.add(ofTars(tars.size() == 1 ? nameOf(tars.get(0)) : "tars", tars, size, seed));
    }
    return data;
  }

  private static EvaluationData ofFolder(Path folder, int size, long seed) throws IOException {
    boolean tars;
    try (Stream<Path> files = Files.list(folder)) {
      tars = files.anyMatch(file -> file.getFileName().toString().endsWith(TAR));
    }
    return tars
        ? ofTars(nameOf(folder), WebDataset.tarsIn(folder), size, seed)
        : new EvaluationData(nameOf(folder), ImageFolder.open(folder, size, seed));
  }

  private static EvaluationData ofTars(String name, List<Path> tars, int size, long seed)
      throws IOException {
    return new EvaluationData(name, WebDataset.open(tars, PreprocessOptions.forSize(size), seed));
  }

  private static String nameOf(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** What could not be used so far, in words. */
  Optional<String> skipped() {
    return images instanceof WebDataset tars && tars.skipped().total() > 0
        ? Optional.of(
            "%d samples were skipped, such as %s"
                .formatted(tars.skipped().total(), tars.skipped().examples().get(0)))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
