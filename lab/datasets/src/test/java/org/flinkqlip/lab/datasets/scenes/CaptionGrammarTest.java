// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flinkqlip.lab.datasets.IndefiniteArticle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaptionGrammarTest {
  private static final int MANY = 20_000;

  @ParameterizedTest
  @EnumSource
  void captionsNameColorShapeAndCountOfTheMainFigures(CaptionStyle style) {
    Scenes scenes = new Scenes(16, 4, SceneSplit.TRAIN, style);
    for (int index = 0; index < 3000; index++) {
      Figures main = scenes.scene(index).main();
      List<String> kinds =
          main.kind().shape().nouns().stream()
              .map(noun -> main.kind().color().word() + " " + noun.of(main.count()))
              .toList();

      String caption = scenes.caption(index);

      assertThat(kinds).anyMatch(caption::contains);
      if (main.count() > 1) {
        assertThat(caption).contains(main.count() == 2 ? "two " : "three ");
      }
    }
  }

  @Test
  void fullCaptionsTellEverything() {
    Scenes scenes = new Scenes(16, 4, SceneSplit.HELD_OUT);
    for (int index = 0; index < 3000; index++) {
      Scene scene = scenes.scene(index);
      String caption = scenes.caption(index);

      assertThat(scene.main().size().words()).anyMatch(caption::contains);
      assertThat(scene.backdrop().color().words()).anyMatch(caption::contains);
      if (!scene.main().placement().phrases().isEmpty()) {
        assertThat(scene.main().placement().phrases()).anyMatch(caption::contains);
      }
      if (!scene.light().lighting().phrases().isEmpty()) {
        assertThat(scene.light().lighting().phrases()).anyMatch(caption::contains);
      }
      if (scene.main().texture() != SceneTexture.PLAIN) {
        assertThat(caption).containsPattern("striped|stripes|dotted|spotted|dots");
      }
      scene
          .companion()
          .ifPresent(
              it -> {
                assertThat(caption).contains(it.figure().kind().color().word());
                List<String> relations = new ArrayList<>(it.relation().phrases());
                relations.add(it.relation().inverse());
                assertThat(relations).anyMatch(caption::contains);
              });
    }
  }

  @Test
  void noTrainingCaptionNamesAnUnseenKind() {
    Set<String> unseen =
        SceneKind.UNSEEN.stream()
            .flatMap(
                kind ->
                    kind.shape().nouns().stream().map(it -> kind.color().word() + " " + it.one()))
            .collect(Collectors.toSet());

    for (String caption : new SceneCaptions(1, SceneSplit.TRAIN, MANY)) {
      assertThat(unseen).noneMatch(caption::contains);
    }
  }

  @Test
  void promptsOfZeroShotClassificationAreTrainingCaptionsOfEverySeenKind() {
    Set<String> captions = new HashSet<>();
    new SceneCaptions(1, SceneSplit.TRAIN, MANY).forEach(captions::add);

    for (SceneKind kind : SceneKind.SEEN) {
      String prompt = IndefiniteArticle.before(kind.title());
      assertThat(captions).contains(prompt, "a picture of " + prompt);
    }
  }

  @Test
  void everySynonymIsUsed() {
    String captions = String.join("\n", new SceneCaptions(1, SceneSplit.TRAIN, MANY)) + "\n";

    for (SceneShape shape : SceneShape.values()) {
      shape.nouns().forEach(noun -> assertThat(captions).contains(noun.one(), noun.several()));
    }
    for (SceneSize size : SceneSize.values()) {
      assertThat(captions).contains(size.words());
    }
    for (SceneBackground background : SceneBackground.values()) {
      assertThat(captions).contains(background.words());
    }
  }

  @Test
  void articlesFitTheirWords() {
    for (String caption : new SceneCaptions(2, SceneSplit.TRAIN, MANY)) {
      assertThat(caption)
          .doesNotContainPattern("\\ban [^aeiou]")
          .doesNotContainPattern("\\ba [aeiou]");
    }
  }
}
