// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScenesTest {
  private static final int MANY = 20_000;

  /** A trained model depends on these bytes: new digests mean training it again. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          TRAIN,    0c61fae0f70407368895ae27043867932054a3744a63570da5b46584c7a49736
          HELD_OUT, b4d0f8585cba73a5c1ac38b42762934b37142191a9aeab0c1900b2be6938062f
          UNSEEN,   c0938ab9b8bc3be53efcdbcd4ead94b3257cd7ac13bbfaa515898e378ee8c2f2
          """)
  void theFirstHundredScenesAreTheSameBytesOnEveryJdk(SceneSplit split, String digest)
      throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    try (Scenes scenes = new Scenes(128, 42, split)) {
      for (int index = 0; index < 100; index++) {
        CaptionedImage image = scenes.get(index);
        sha256.update(image.pixels());
        sha256.update(image.caption().getBytes(UTF_8));
        sha256.update((byte) image.label());
      }
    }

    assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(digest);
  }

  @Test
  void orderAndThreadsDoNotMatter() {
    Scenes scenes = new Scenes(32, 5, SceneSplit.TRAIN);
    List<String> captions = IntStream.range(0, 64).mapToObj(scenes::caption).toList();

    List<CaptionedImage> backwards =
        IntStream.range(0, 64).parallel().mapToObj(i -> scenes.get(63 - i)).toList();

    for (int i = 0; i < 64; i++) {
      CaptionedImage image = backwards.get(63 - i);
      assertThat(image.caption()).isEqualTo(captions.get(i));
      assertThat(image.pixels()).isEqualTo(scenes.get(i).pixels());
    }
  }

  @Test
  void seedsAndSplitsHaveNoSceneInCommon() {
    Set<Scene> scenes = new HashSet<>();
    int drawn = 0;
    for (SceneSplit split : SceneSplit.values()) {
      for (long seed = 0; seed < 3; seed++) {
        Scenes source = new Scenes(16, seed, split);
        for (int index = 0; index < 1000; index++) {
          scenes.add(source.scene(index));
          drawn++;
        }
      }
    }

    assertThat(scenes).hasSize(drawn);
  }

  @Test
  void trainingDrawsEverySeenKindAndNoUnseenOne() {
    BitSet main = new BitSet();
    BitSet companions = new BitSet();
    Scenes scenes = new Scenes(16, 1, SceneSplit.TRAIN);
    for (int index = 0; index < MANY; index++) {
      Scene scene = scenes.scene(index);
      main.set(scene.main().kind().label());
      scene.companion().ifPresent(other -> companions.set(other.figure().kind().label()));
    }

    BitSet seen = labels(SceneKind.SEEN);
    assertThat(main).isEqualTo(seen);
    assertThat(companions).isEqualTo(seen);
  }

  @Test
  void theUnseenSplitShowsTheUnseenKindsBesideSeenOnes() {
    BitSet main = new BitSet();
    Scenes scenes = new Scenes(16, 1, SceneSplit.UNSEEN);
    for (int index = 0; index < 1000; index++) {
      Scene scene = scenes.scene(index);
      main.set(scene.main().kind().label());
      assertThat(scene.companion().stream().noneMatch(it -> it.figure().kind().unseen())).isTrue();
    }

    assertThat(main).isEqualTo(labels(SceneKind.UNSEEN));
  }

  @ParameterizedTest
  @EnumSource
  void labelsNameTheMainKind(SceneSplit split) {
    try (Scenes scenes = new Scenes(16, 3, split)) {
      for (int index = 0; index < 50; index++) {
        assertThat(scenes.classNames().get(scenes.get(index).label()))
            .isEqualTo(scenes.scene(index).main().kind().title());
      }
    }
  }

  @Test
  void captionsTurnTerseFromAnIndexOnWhileTheScenesStay() {
    try (Scenes turning =
            new Scenes(128, 5, SceneSplit.TRAIN, CaptionStyle.MIXED, MANY / 2, CaptionStyle.TERSE);
        Scenes mixed = new Scenes(128, 5, SceneSplit.TRAIN);
        Scenes terse = new Scenes(128, 5, SceneSplit.TRAIN, CaptionStyle.TERSE)) {
      assertThat(turning.caption(MANY / 2 - 1)).isEqualTo(mixed.caption(MANY / 2 - 1));
      assertThat(turning.caption(MANY / 2)).isEqualTo(terse.caption(MANY / 2));
      assertThat(turning.scene(MANY / 2)).isEqualTo(mixed.scene(MANY / 2));
      assertThat(meanWords(terse)).isLessThan(0.75 * meanWords(mixed));
    }
  }

  private static double meanWords(Scenes scenes) {
    return IntStream.range(0, MANY)
        .map(index -> scenes.caption(index).split(" ").length)
        .average()
        .orElseThrow();
  }

  @Test
  void thereAreSixtyFourClassNames() {
    assertThat(new Scenes(16, 1, SceneSplit.TRAIN).classNames())
        .hasSize(64)
        .doesNotHaveDuplicates()
        .contains("red circle", "orange star", "white moon");
  }

  @Test
  void anIndexBeforeTheFirstIsRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> new Scenes(16, 1, SceneSplit.TRAIN).get(-1))
        .withMessageContaining("no scene at -1");
  }

  @Test
  void picturesTooSmallToTellShapesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scenes(15, 1, SceneSplit.TRAIN))
        .withMessageContaining("at least 16: 15");
  }

  private static BitSet labels(List<SceneKind> kinds) {
    BitSet labels = new BitSet();
    kinds.forEach(kind -> labels.set(kind.label()));
    return labels;
  }
}
