package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The long form of {@link HostileImagesTest}, for {@code mvn verify -Phostile}. */
class ImagesHostileIT {
  private static final int MUTANTS = Integer.getInteger("hostile.mutants", 100_000);
  private static final long SEED = Long.getLong("hostile.seed", 5);

  @Test
  void mutantsOfEveryFormatEndAsPixelsOrAsARejection() {
    try (Trials trials =
        new Trials(
            HostileImagesTest.OPTIONS,
            HostileImagesTest.LONGEST,
            HostileImagesTest.MOST_ALLOCATED)) {
      MutatedImages mutants = new MutatedImages(SEED);
      for (int i = 0; i < MUTANTS; i++) {
        MutatedImages.File mutant = mutants.next();
        String name = mutant.format() + " mutant " + i + " of seed " + SEED;
        mutants.learn(mutant, trials.run(mutant.format(), name, mutant.content()));
      }
      System.out.println(trials.table());
      System.out.println("ways to end: " + mutants.endings());
      assertThat(trials.count()).isEqualTo(MUTANTS);
      assertThat(trials.count("DECODED")).isBetween(MUTANTS / 20, MUTANTS * 9 / 10);
    }
  }
}
