// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {
  private static final List<Scene> SCENES = scenes();

  @Test
  void everyAttributeOccurs() {
    EnumSet<SceneTexture> textures = EnumSet.noneOf(SceneTexture.class);
    EnumSet<SceneSize> sizes = EnumSet.noneOf(SceneSize.class);
    EnumSet<Placement> placements = EnumSet.noneOf(Placement.class);
    EnumSet<Relation> relations = EnumSet.noneOf(Relation.class);
    EnumSet<SceneBackground> backgrounds = EnumSet.noneOf(SceneBackground.class);
    EnumSet<Lighting> lightings = EnumSet.noneOf(Lighting.class);
    for (Scene scene : SCENES) {
      textures.add(scene.main().texture());
      sizes.add(scene.main().size());
      placements.add(scene.main().placement());
      scene.companion().ifPresent(companion -> relations.add(companion.relation()));
      backgrounds.add(scene.backdrop().color());
      lightings.add(scene.light().lighting());
    }

    assertThat(textures).containsExactly(SceneTexture.values());
    assertThat(sizes).containsExactly(SceneSize.values());
    assertThat(placements).containsExactly(Placement.values());
    assertThat(relations).containsExactly(Relation.values());
    assertThat(backgrounds).containsExactly(SceneBackground.values());
    assertThat(lightings).containsExactly(Lighting.values());
  }

  @Test
  void figuresDoNotTouch() {
    for (Scene scene : SCENES) {
      List<Spot> spots = new ArrayList<>(scene.main().spots());
      scene.companion().ifPresent(companion -> spots.addAll(companion.figure().spots()));
      for (int a = 0; a < spots.size(); a++) {
        for (int b = 0; b < a; b++) {
          Spot one = spots.get(a);
          Spot other = spots.get(b);
          assertThat(Math.hypot(one.x() - other.x(), one.y() - other.y()))
              .isGreaterThan(one.radius() + other.radius());
        }
      }
    }
  }

  @Test
  void largerWordsMeanLargerFigures() {
    Map<SceneSize, Double> smallest = new EnumMap<>(SceneSize.class);
    Map<SceneSize, Double> largest = new EnumMap<>(SceneSize.class);
    for (Scene scene : SCENES) {
      double diameter = 2 * scene.main().spots().get(0).radius();
      smallest.merge(scene.main().size(), diameter, Math::min);
      largest.merge(scene.main().size(), diameter, Math::max);
    }

    assertThat(smallest.get(SceneSize.SMALL)).isGreaterThanOrEqualTo(0.25);
    assertThat(smallest.get(SceneSize.MEDIUM)).isGreaterThan(largest.get(SceneSize.SMALL) + 0.04);
    assertThat(smallest.get(SceneSize.LARGE)).isGreaterThan(largest.get(SceneSize.MEDIUM) + 0.04);
    assertThat(largest.get(SceneSize.LARGE)).isLessThanOrEqualTo(0.7);
  }

  @Test
  void companionsAreSmallerAndDifferInShapeAndColor() {
    List<Scene> accompanied =
        SCENES.stream().filter(scene -> scene.companion().isPresent()).toList();

    assertThat((double) accompanied.size() / SCENES.size()).isCloseTo(0.2, within(0.02));
    for (Scene scene : accompanied) {
      Figures main = scene.main();
      Figures other = scene.companion().orElseThrow().figure();
      assertThat(other.kind().shape()).isNotEqualTo(main.kind().shape());
      assertThat(other.kind().color()).isNotEqualTo(main.kind().color());
      assertThat(other.spots().get(0).radius()).isLessThan(0.7 * main.spots().get(0).radius());
    }
  }

  @Test
  void relationsHoldBetweenTheFigures() {
    for (Scene scene : SCENES) {
      scene
          .companion()
          .ifPresent(
              companion -> {
                Spot main = scene.main().spots().get(0);
                Spot other = companion.figure().spots().get(0);
                double right = main.x() - other.x();
                double below = main.y() - other.y();
                double along =
                    switch (companion.relation()) {
                      case LEFT_OF -> -right;
                      case RIGHT_OF -> right;
                      case ABOVE -> -below;
                      case BELOW -> below;
                    };
                double across = companion.relation().horizontal() ? below : right;
                assertThat(along).isGreaterThan(2 * Math.abs(across));
              });
    }
  }

  @Test
  void backgroundsAreFarFromTheColorsOfFigures() {
    for (Scene scene : SCENES) {
      int background = scene.backdrop().color().rgb();
      assertThat(Rgb.distance(background, scene.main().rgb())).isGreaterThan(60);
      scene
          .companion()
          .ifPresent(
              companion ->
                  assertThat(Rgb.distance(background, companion.figure().rgb())).isGreaterThan(60));
    }
  }

  @Test
  void everyColorHasSeveralBackgrounds() {
    for (SceneColor color : SceneColor.values()) {
      assertThat(SceneBackground.values()).filteredOn(it -> it.shows(color)).hasSizeGreaterThan(3);
    }
  }

  private static List<Scene> scenes() {
    SceneGenerator generator = new SceneGenerator(9, SceneSplit.TRAIN);
    return IntStream.range(0, 5000).mapToObj(generator::scene).toList();
  }
}
