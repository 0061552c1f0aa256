// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A stream of mutants that follows what it finds: a mutant that ends in a way not seen before, told
 * by its format, fault and message, becomes a seed.
 */
final class MutatedImages {

  /** A seed or mutant. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record File(String format, byte[] content) {}

  /** Mutants grow; seeds do not grow without bound. */
  private static final int LONGEST_SEED = 1 << 17;

  private final Random random;
  private final Mutator mutator;
  private final List<File> seeds = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  MutatedImages(long seed) {
    random = new Random(seed);
    mutator = new Mutator(random);
    for (String folder : GoldenImages.FOLDERS) {
      GoldenImages golden = new GoldenImages(folder);
      golden.names().forEach(name -> seeds.add(new File(format(name), golden.content(name))));
    }
    PillowCorpus.pictures()
        .forEach(picture -> seeds.add(new File(format(picture.name()), picture.content())));
    HostileFiles.all().stream()
        .filter(file -> !file.isSlow())
        .map(file -> new File(file.format(), file.content()))
        .filter(file -> file.content().length > 16 && file.content().length < 20_000)
        .forEach(seeds::add);
  }

  /** The next mutant. */
  File next() {
    File seed = seeds.get(random.nextInt(seeds.size()));
    File other = seeds.get(random.nextInt(seeds.size()));
    return new File(seed.format(), mutator.mutate(seed.content(), other.content()));
  }

  /** Tells how {@code mutant} ended. */
  void learn(File mutant, Trials.Trial trial) {
    String ending =
        mutant.format() + trial.fault() + trial.message().replaceAll("\\b(0x)?[0-9a-f]+\\b", "#");
    if (seen.add(ending) && mutant.content().length < LONGEST_SEED) {
      seeds.add(mutant);
    }
  }

  /** Contents of the files that mutants are made from. */
  List<byte[]> seeds() {
    return seeds.stream().map(File::content).toList();
  }

  /** Ways to end that were seen. */
  int endings() {
    return seen.size();
  }

  private static String format(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return switch (extension) {
      case "jpg" -> "jpeg";
      case "tif" -> "tiff";
      default -> extension;
    };
  }
}
