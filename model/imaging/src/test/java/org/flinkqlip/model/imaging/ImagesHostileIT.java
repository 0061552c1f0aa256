// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** The long form of {@link HostileImagesTest}, for {@code mvn verify -Phostile}. */
class ImagesHostileIT {
  private static final int MUTANTS = Integer.getInteger("hostile.mutants", 100_000);

  /** A folder for the mutants and how they ended, for compare_acceptance.py; null for none. */
  private static final String FOLDER = System.getProperty("hostile.folder");

  private static final long SEED = Long.getLong("hostile.seed", 5);

  @Test
  void bombsAndLiesEndAsTheyMustWithinTimeAndMemory() {
    HostileImagesTest.endAsTheyMust(HostileFiles.all());
  }

  @Test
  void mutantsOfEveryFormatEndAsPixelsOrAsARejection() throws IOException {
    try (Trials trials =
        new Trials(
            HostileImagesTest.OPTIONS,
            HostileImagesTest.LONGEST,
            HostileImagesTest.MOST_ALLOCATED)) {
      MutatedImages mutants = new MutatedImages(SEED);
      for (int i = 0; i < MUTANTS; i++) {
        MutatedImages.File mutant = mutants.next();
        String name = mutant.format() + " mutant " + i + " of seed " + SEED;
        Trials.Trial trial = trials.run(mutant.format(), name, mutant.content());
        mutants.learn(mutant, trial);
        keep(i, mutant, trial);
      }
      System.out.println(trials.table());
      System.out.println("ways to end: " + mutants.endings());
      assertThat(trials.count()).isEqualTo(MUTANTS);
      assertThat(mutants.endings()).isGreaterThan(50);
      assertThat(trials.count("DECODED")).isBetween(MUTANTS / 20, MUTANTS * 9 / 10);
    }
  }

  private static void keep(int index, MutatedImages.File mutant, Trials.Trial trial)
      throws IOException {
    if (FOLDER != null) {
      Path folder = Files.createDirectories(Path.of(FOLDER));
      String name = "%06d.%s".formatted(index, mutant.format());
      Files.write(folder.resolve(name), mutant.content());
      Files.writeString(
          folder.resolve("endings.tsv"),
          name + "\t" + trial.fault() + "\t" + trial.message() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
  }
}
