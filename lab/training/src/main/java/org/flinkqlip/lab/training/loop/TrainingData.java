// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.datasets.scenes.CaptionStyle;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.datasets.webdataset.WebDataset;
import org.flinkqlip.lab.training.config.DataSection;
import org.flinkqlip.model.imaging.PreprocessOptions;

/** Opens what a configuration names. */
final class TrainingData {
  private TrainingData() {}

  /**
   * What is learned from.
   *
   * @param base folder that relative paths start from
   * @param imageSize edge of the images
   */
  static CaptionedImages open(DataSection data, Path base, int imageSize) throws IOException {
    return switch (data.kind()) {
      case SCENES ->
          new Scenes(
              imageSize,
              data.seed(),
              SceneSplit.TRAIN,
              CaptionStyle.MIXED,
              data.terseFrom() == 0 ? Long.MAX_VALUE : data.terseFrom(),
              CaptionStyle.TERSE);
      case WEBDATASET ->
          WebDataset.open(
              tars(data.paths(), base), PreprocessOptions.forSize(imageSize), data.seed());
    };
  }

  /** What is measured with, if there is something that is not learned from. */
  static Optional<CaptionedImages> heldOut(DataSection data, Path base, int imageSize)
      throws IOException {
    if (data.kind() == DataSection.Kind.SCENES) {
      return Optional.of(new Scenes(imageSize, data.seed(), SceneSplit.HELD_OUT));
    }
    return data.heldOutPaths().isEmpty()
        ? Optional.empty()
        : Optional.of(
            WebDataset.open(tars(data.heldOutPaths(), base), PreprocessOptions.forSize(imageSize)));
  }

  private static List<Path> tars(List<Path> paths, Path base) throws IOException {
    List<Path> tars = new ArrayList<>();
    for (Path path : paths) {
      Path place = base.resolve(path);
      if (Files.isDirectory(place)) {
        tars.addAll(WebDataset.tarsIn(place));
      } else if (Files.isRegularFile(place)) {
        tars.add(place);
      } else {
        throw new TrainingException(
            "[%s] is neither a tar nor a folder of tars; data.paths names them".formatted(place));
      }
    }
    return tars;
  }
}
