// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.lab.training.config.DataSection;
import org.flinkqlip.lab.training.config.TrainingConfig;
import org.flinkqlip.lab.training.config.VocabularySection;
import org.flinkqlip.lab.training.vocabulary.VocabularyTrainer;
import org.flinkqlip.lab.training.vocabulary.WordCounts;
import org.flinkqlip.model.runtime.text.ClipVocabulary;

/**
 * Puts the vocabulary of a run where its model begins: a copy, or one learned from the captions.
 */
public final class VocabularyFolder {
  private static final int SMALL_IMAGE = 64;

  private VocabularyFolder() {}

  /**
   * Writes vocab.json and merges.txt to {@code target}; the same configuration gives the same
   * bytes.
   *
   * @param base folder that relative paths start from
   * @return the number of ids, or -1 of a copy
   */
  public static int prepare(TrainingConfig config, Path base, Path target) throws IOException {
    Files.createDirectories(target);
    VocabularySection section = config.vocabulary();
    if (section.size() != null) {
      return VocabularyTrainer.train(words(config.data(), base, section), section.size(), target);
    }
    Path source = base.resolve(section.path());
    for (String file : List.of(ClipVocabulary.VOCAB, ClipVocabulary.MERGES)) {
      if (!Files.isRegularFile(source.resolve(file))) {
        throw new TrainingException(
            "[%s] has no %s: vocabulary.path names a folder with vocab.json and merges.txt"
                .formatted(source, file));
      }
      Files.copy(source.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return -1;
  }

  private static WordCounts words(DataSection data, Path base, VocabularySection section)
      throws IOException {
    WordCounts words = new WordCounts();
    if (data.kind() == DataSection.Kind.SCENES) {
      // Captions without their pictures.
      Scenes scenes = new Scenes(SMALL_IMAGE, data.seed(), SceneSplit.TRAIN);
      for (int i = 0; i < section.captions(); i++) {
        words.add(scenes.caption(i));
      }
    } else {
      try (CaptionedImages images = TrainingData.open(data, base, SMALL_IMAGE)) {
        long count = Math.min(section.captions(), images.size().orElse(section.captions()));
        for (long i = 0; i < count; i++) {
          words.add(images.get(i).caption());
        }
      }
    }
    return words;
  }
}
