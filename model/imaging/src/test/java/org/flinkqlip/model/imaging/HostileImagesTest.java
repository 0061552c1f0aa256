// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Files made to do harm end as they must, within bounds, at the limits that jobs have. */
class HostileImagesTest {
  /** CPU time of one file of any kind. */
  static final Duration LONGEST = Duration.ofSeconds(15);

  /** One file of any kind, over its whole life. */
  static final long MOST_ALLOCATED = 704L << 20;

  static final PreprocessOptions OPTIONS = new PreprocessOptions(64, ImageLimits.DEFAULT, true);

  /** Those of many megapixels are left to {@link ImagesHostileIT}. */
  @Test
  void bombsAndLiesEndAsTheyMustWithinTimeAndMemory() {
    endAsTheyMust(HostileFiles.all().stream().filter(file -> !file.isSlow()).toList());
  }

  static void endAsTheyMust(List<HostileFile> files) {
    try (Trials trials = new Trials(OPTIONS, LONGEST, MOST_ALLOCATED)) {
      SoftAssertions softly = new SoftAssertions();
      for (HostileFile file : files) {
        Trials.Trial trial = trials.run(file.format(), file.name(), file.content());
        if (file.faults().isEmpty()) {
          softly.assertThat(trial.fault()).as("%s: %s", file, trial.message()).isNull();
        } else {
          softly
              .assertThat(file.faults())
              .as("%s: %s", file, trial.message())
              .contains(trial.fault());
        }
      }
      System.out.println(trials.table());
      softly.assertAll();
    }
  }

  @Test
  void mutantsOfEveryFormatEndAsPixelsOrAsARejection() {
    try (Trials trials = new Trials(OPTIONS, LONGEST, MOST_ALLOCATED)) {
      MutatedImages mutants = new MutatedImages(20261124);
      for (int i = 0; i < 500; i++) {
        MutatedImages.File mutant = mutants.next();
        mutants.learn(
            mutant,
            trials.run(mutant.format(), mutant.format() + " mutant " + i, mutant.content()));
      }
      System.out.println(trials.table());
      assertThat(trials.count("DECODED")).isBetween(50, 450);
      assertThat(mutants.endings()).isGreaterThan(50);
    }
  }
}
