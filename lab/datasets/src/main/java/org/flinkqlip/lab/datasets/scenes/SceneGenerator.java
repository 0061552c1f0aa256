// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.model.scratch.random.SplitMix64;

/** Scenes by index: a pure function of seed, split and index. */
final class SceneGenerator {
  private static final double COMPANION = 0.2;
  private static final double PLAIN = 0.6;
  private static final double GRADIENT = 0.4;
  private static final double NORMAL_LIGHT = 0.7;
  private static final double MOST_SLOPE = 0.12;
  private static final double TINT = 0.05;
  private static final int HUE_DRIFT = 7;

  /** Of ten scenes without a companion, seven have one figure, two have two, one has three. */
  private static final List<Integer> COUNTS = List.of(1, 1, 1, 1, 1, 1, 1, 2, 2, 3);

  private static final List<SceneSize> SEVERAL = List.of(SceneSize.SMALL, SceneSize.MEDIUM);
  private static final List<SceneSize> ACCOMPANIED = List.of(SceneSize.MEDIUM, SceneSize.LARGE);

  private final long seed;
  private final SceneSplit split;

  SceneGenerator(long seed, SceneSplit split) {
    this.seed = seed;
    this.split = split;
  }

  /** The scene at an index. */
  Scene scene(long index) {
    SplitMix64 random = new SplitMix64(SplitMix64.seed(seed, 2L * split.ordinal(), index));
    SceneKind kind = random.pick(split.kinds());
    Figures main;
    Optional<Companion> companion = Optional.empty();
    if (random.chance(COMPANION)) {
      SceneSize size = random.pick(ACCOMPANIED);
      Relation relation = random.pick(Arrays.asList(Relation.values()));
      List<Spot> spots = new Layout(random).pair(size, relation);
      main = figures(random, kind, size, Placement.BY_COMPANION, spots.subList(0, 1));
      companion =
          Optional.of(
              new Companion(
                  figures(
                      random,
                      otherKind(random, kind),
                      SceneSize.SMALL,
                      Placement.BY_COMPANION,
                      spots.subList(1, 2)),
                  relation));
    } else {
      main = alone(random, kind);
    }
    return new Scene(
        main, companion, backdrop(random, main, companion), light(random), random.nextLong());
  }

  /** The numbers that decide how the scene at an index is described. */
  SplitMix64 captionRandom(long index) {
    return new SplitMix64(SplitMix64.seed(seed, 2L * split.ordinal() + 1, index));
  }

  private static Figures alone(SplitMix64 random, SceneKind kind) {
    int count = random.pick(COUNTS);
    SceneSize size = random.pick(count == 1 ? Arrays.asList(SceneSize.values()) : SEVERAL);
    Layout layout = new Layout(random);
    Placement placement = layout.placement(count, size);
    return figures(random, kind, size, placement, layout.spots(count, size, placement));
  }

  private static Figures figures(
      SplitMix64 random, SceneKind kind, SceneSize size, Placement placement, List<Spot> spots) {
    SceneTexture texture = SceneTexture.PLAIN;
    if (!random.chance(PLAIN)) {
      texture = random.chance(0.5) ? SceneTexture.STRIPED : SceneTexture.DOTTED;
    }
    return new Figures(kind, tinted(random, kind.color().rgb()), texture, size, placement, spots);
  }

  /** Of another shape and another colour, so that neither word fits both figures. */
  private static SceneKind otherKind(SplitMix64 random, SceneKind main) {
    List<SceneKind> others = new ArrayList<>();
    for (SceneKind kind : SceneKind.SEEN) {
      if (kind.shape() != main.shape() && kind.color() != main.color()) {
        others.add(kind);
      }
    }
    return random.pick(others);
  }

  private static int tinted(SplitMix64 random, int rgb) {
    double tone = random.between(1 - TINT, 1 + TINT);
    return Rgb.of(
        (int) Math.round(Rgb.red(rgb) * tone) + drift(random),
        (int) Math.round(Rgb.green(rgb) * tone) + drift(random),
        (int) Math.round(Rgb.blue(rgb) * tone) + drift(random));
  }

  private static int drift(SplitMix64 random) {
    return random.nextInt(2 * HUE_DRIFT + 1) - HUE_DRIFT;
  }

  private static Backdrop backdrop(SplitMix64 random, Figures main, Optional<Companion> companion) {
    List<SceneBackground> fitting = new ArrayList<>();
    for (SceneBackground background : SceneBackground.values()) {
      if (background.shows(main.kind().color())
          && companion.stream().allMatch(it -> background.shows(it.figure().kind().color()))) {
        fitting.add(background);
      }
    }
    return new Backdrop(random.pick(fitting), random.chance(GRADIENT), direction(random));
  }

  private static Light light(SplitMix64 random) {
    Lighting lighting = Lighting.NORMAL;
    if (!random.chance(NORMAL_LIGHT)) {
      lighting = random.chance(0.5) ? Lighting.DIM : Lighting.BRIGHT;
    }
    return new Light(
        lighting,
        random.between(lighting.least(), lighting.most()),
        random.between(0, MOST_SLOPE),
        direction(random));
  }

  private static double direction(SplitMix64 random) {
    return random.between(0, 2 * Math.PI);
  }
}
