// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.scratch.random.SplitMix64;

/** Chooses places and sizes of figures so that none overlaps another or leaves the scene. */
final class Layout {
  private static final double MARGIN = 0.02;
  private static final double GAP = 0.05;
  private static final double TILT = Math.toRadians(14);
  private static final double COMPANION_DRIFT = 0.1;

  /** Share of the free way that a figure strays from its place. */
  private static final double STRAY = 0.16;

  private final SplitMix64 random;

  Layout(SplitMix64 random) {
    this.random = random;
  }

  /** A placement that {@code count} figures of a size have room for. */
  Placement placement(int count, SceneSize size) {
    return switch (count) {
      case 1 -> random.pick(Placement.OF_ONE);
      case 2 -> random.pick(List.of(Placement.SIDE_BY_SIDE, Placement.STACKED, Placement.DIAGONAL));
      default ->
          size == SceneSize.SMALL
              ? random.pick(
                  List.of(Placement.ROW, Placement.COLUMN, Placement.DIAGONAL, Placement.GROUP))
              : Placement.GROUP;
    };
  }

  /** Spots of {@code count} figures that stand as {@code placement} says. */
  List<Spot> spots(int count, SceneSize size, Placement placement) {
    double radius = diameter(count, size) / 2;
    if (count == 1) {
      int cell = Placement.OF_ONE.indexOf(placement);
      return List.of(spot(inThird(cell % 3, radius), inThird(cell / 3, radius), radius));
    }
    double across = random.between(radius + MARGIN + 0.06, 1 - radius - MARGIN - 0.06);
    double sway = 0.02;
    boolean mirrored = random.chance(0.5);
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double along = count == 2 ? 0.26 + 0.48 * i : 0.19 + 0.31 * i;
      double x = along;
      double y = across;
      switch (placement) {
        case STACKED, COLUMN -> {
          x = across;
          y = along;
        }
        case DIAGONAL -> y = mirrored ? 1 - along : along;
        case GROUP -> {
          x = i == 1 ? 0.5 : 0.25 + 0.25 * i;
          y = i == 1 == mirrored ? 0.74 : 0.26;
        }
        default -> {}
      }
      spots.add(spot(x + random.between(-sway, sway), y + random.between(-sway, sway), radius));
    }
    return spots;
  }

  /** Two spots: of a main figure and of its small companion. */
  List<Spot> pair(SceneSize size, Relation relation) {
    double radius =
        size == SceneSize.LARGE ? random.between(0.27, 0.29) : random.between(0.21, 0.24);
    double small = random.between(0.125, 0.14);
    double free = 1 - 2 * (radius + small + MARGIN) - GAP;
    double start = MARGIN + free * random.nextDouble();
    double first = relation.mainFirst() ? radius : small;
    double second = relation.mainFirst() ? small : radius;
    double firstAlong = start + first;
    double secondAlong = start + 2 * first + GAP + second;
    double mainAlong = relation.mainFirst() ? firstAlong : secondAlong;
    double smallAlong = relation.mainFirst() ? secondAlong : firstAlong;
    double across = random.between(radius + MARGIN, 1 - radius - MARGIN);
    double smallAcross = across + random.between(-COMPANION_DRIFT, COMPANION_DRIFT);
    return relation.horizontal()
        ? List.of(spot(mainAlong, across, radius), spot(smallAlong, smallAcross, small))
        : List.of(spot(across, mainAlong, radius), spot(smallAcross, smallAlong, small));
  }

  private Spot spot(double x, double y, double radius) {
    double least = radius + MARGIN / 2;
    return new Spot(
        Math.max(least, Math.min(1 - least, x)),
        Math.max(least, Math.min(1 - least, y)),
        radius,
        random.between(-TILT, TILT));
  }

  /** A coordinate in the first, the middle or the last third of what the radius leaves free. */
  private double inThird(int third, double radius) {
    double least = radius + MARGIN;
    double way = 1 - 2 * least;
    double stray = random.nextDouble() * STRAY;
    return least
        + way
            * switch (third) {
              case 0 -> stray;
              case 1 -> 0.5 + stray - STRAY / 2;
              default -> 1 - stray;
            };
  }

  private double diameter(int count, SceneSize size) {
    return switch (size) {
      case SMALL -> random.between(0.25, count == 3 ? 0.27 : 0.30);
      case MEDIUM -> count == 3 ? random.between(0.35, 0.38) : random.between(0.38, 0.44);
      case LARGE -> random.between(0.58, 0.68);
    };
  }
}
