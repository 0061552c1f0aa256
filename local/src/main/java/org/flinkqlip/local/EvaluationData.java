package org.flinkqlip.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.datasets.CaptionedImages;
import org.flinkqlip.datasets.scenes.SceneSplit;
import org.flinkqlip.datasets.scenes.Scenes;
import org.flinkqlip.evaluation.ImageFolder;
import org.flinkqlip.jobs.cli.CommandFailedException;

/**
 * A data set to measure a model on.
 *
 * @param name for the report
 * @param images of the model's size
 */
record EvaluationData(String name, CaptionedImages images) implements AutoCloseable {
  /** What stands for drawn scenes. */
  static final String SCENES = "scenes";

  /**
   * Opens what {@code --data} names.
   *
   * @param words the word scenes, or folders
   * @param size edge of the pictures as the model takes them
   * @param seed of scenes, and of the order of files
   */
  static List<EvaluationData> open(List<String> words, int size, long seed) throws IOException {
    if (words.equals(List.of(SCENES))) {
      return List.of(
          new EvaluationData("held-out scenes", new Scenes(size, seed, SceneSplit.HELD_OUT)),
          new EvaluationData("unseen kinds", new Scenes(size, seed, SceneSplit.UNSEEN)));
    }
    List<EvaluationData> data = new ArrayList<>();
    for (String word : words) {
      Path path = Path.of(word);
      if (!Files.isDirectory(path)) {
        throw new CommandFailedException(
            "[%s] is no folder: --data takes the word %s, or folders of images"
                .formatted(path, SCENES));
      }
      data.add(new EvaluationData(nameOf(path), ImageFolder.open(path, size, seed)));
    }
    return data;
  }

  private static String nameOf(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  @Override
  public void close() throws IOException {
    images.close();
  }
}
