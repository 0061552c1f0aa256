// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenePainterTest {
  private static final int GREY = SceneBackground.GREY.rgb();

  @ParameterizedTest
  @EnumSource
  void figuresHaveTheColorThatTheirNameSays(SceneColor color) {
    byte[] pixels = ScenePainter.paint(scene(SceneShape.SQUARE, color, SceneTexture.PLAIN), 64, 64);

    assertThat(Rgb.distance(meanOf(pixels, 64, 26, 26, 12), color.rgb())).isLessThan(3);
    assertThat(Rgb.distance(meanOf(pixels, 64, 1, 1, 10), background(color).rgb())).isLessThan(3);
  }

  @Test
  void noiseIsWeak() {
    byte[] pixels =
        ScenePainter.paint(scene(SceneShape.STAR, SceneColor.RED, SceneTexture.PLAIN), 128, 128);

    double sum = 0;
    double squares = 0;
    int count = 0;
    for (int y = 0; y < 24; y++) {
      for (int x = 0; x < 128; x++) {
        int difference = (pixels[(y * 128 + x) * 3] & 0xff) - Rgb.red(GREY);
        sum += difference;
        squares += difference * difference;
        count++;
      }
    }

    assertThat(sum / count).isCloseTo(0, within(0.1));
    assertThat(Math.sqrt(squares / count)).isCloseTo(1.2, within(0.15));
  }

  @Test
  void cleanPicturesAreTheSameWithoutNoise() {
    Scene scene = scene(SceneShape.STAR, SceneColor.RED, SceneTexture.PLAIN);

    byte[] noisy = ScenePainter.paint(scene, 64, 64);
    byte[] clean = ScenePainter.paintClean(scene, 64, 64);

    assertThat(clean[0] & 0xff).isEqualTo(Rgb.red(GREY));
    for (int i = 0; i < clean.length; i++) {
      assertThat(noisy[i] & 0xff).isCloseTo(clean[i] & 0xff, within(6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shapesCoverTheirOwnShareOfTheSquareAroundThem(SceneShape shape) {
    CoverageMask mask = mask(shape.outline(), 100);
    double expected =
        switch (shape) {
          case CIRCLE -> Math.PI / 4;
          case SQUARE -> 0.5;
          case TRIANGLE -> 3 * Math.sqrt(3) / 16;
          case STAR -> 10 * 0.45 * Math.sin(Math.PI / 5) / 8;
          case RING -> Math.PI / 4 * (1 - 0.54 * 0.54);
          case CROSS -> 0.36 * (2 * Math.sqrt(1 - 0.36 * 0.36) - 0.36);
          // pi * 180 / 2 is the area of the curve before it is scaled.
          case HEART -> 180 * Math.PI / (17.5 * 17.5) / 4;
          case MOON -> lens();
        };

    double area = 0;
    float[] row = new float[100];
    for (int y = 0; y < 100; y++) {
      mask.readRow(y, row);
      for (float coverage : row) {
        area += coverage;
      }
    }

    assertThat(area / 10_000).isCloseTo(expected, within(0.003));
  }

  @Test
  void holesAreEmptyAndEdgesAreShared() {
    CoverageMask mask = new CoverageMask(4, 1);
    mask.addEdge(0.5, 1, 0.5, 0);
    mask.addEdge(3.25, 0, 3.25, 1);
    mask.addEdge(1, 0, 1, 1);
    mask.addEdge(2, 1, 2, 0);
    float[] row = new float[4];

    mask.readRow(0, row);

    assertThat(row).containsExactly(0.5f, 0, 1, 0.25f);
  }

  @Test
  void texturesMarkFigures() {
    for (SceneTexture texture : SceneTexture.values()) {
      byte[] pixels =
          ScenePainter.paint(scene(SceneShape.SQUARE, SceneColor.RED, texture), 128, 128);
      int darkest = 255;
      for (int y = 50; y < 78; y++) {
        for (int x = 50; x < 78; x++) {
          darkest = Math.min(darkest, pixels[(y * 128 + x) * 3] & 0xff);
        }
      }

      if (texture == SceneTexture.PLAIN) {
        assertThat(darkest).isGreaterThan(200);
      } else {
        assertThat(darkest).isLessThan(150);
      }
    }
  }

  @Test
  void wideAndTallPicturesHoldTheSceneInTheirMiddle() {
    Scene scene = scene(SceneShape.SQUARE, SceneColor.BLUE, SceneTexture.PLAIN);

    byte[] wide = ScenePainter.paint(scene, 200, 64);
    byte[] tall = ScenePainter.paint(scene, 64, 200);

    assertThat(Rgb.distance(meanOf(wide, 200, 94, 26, 12), SceneColor.BLUE.rgb())).isLessThan(3);
    assertThat(Rgb.distance(meanOf(tall, 64, 26, 94, 12), SceneColor.BLUE.rgb())).isLessThan(3);
    assertThat(Rgb.distance(meanOf(wide, 200, 2, 26, 12), GREY)).isLessThan(3);
  }

  @Test
  void gradientsAndLightRunAcrossThePicture() {
    Scene plain = scene(SceneShape.STAR, SceneColor.RED, SceneTexture.PLAIN);
    Scene lit =
        new Scene(
            plain.main(),
            Optional.empty(),
            new Backdrop(SceneBackground.WHITE, true, Math.PI / 2),
            new Light(Lighting.NORMAL, 0.95, 0.1, 0),
            1);

    byte[] pixels = ScenePainter.paint(lit, 128, 128);

    int topLeft = Rgb.green(meanOf(pixels, 128, 0, 0, 8));
    int topRight = Rgb.green(meanOf(pixels, 128, 120, 0, 8));
    int bottomLeft = Rgb.green(meanOf(pixels, 128, 0, 120, 8));
    assertThat((double) topRight / topLeft).isCloseTo(1.1 / 0.9, within(0.03));
    assertThat((double) bottomLeft / topLeft).isCloseTo(0.7, within(0.03));
  }

  @Test
  void picturesTooSmallAreRefused() {
    Scene scene = scene(SceneShape.STAR, SceneColor.RED, SceneTexture.PLAIN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ScenePainter.paint(scene, 64, 15))
        .withMessageContaining("at least 16 x 16 pixels: 64 x 15");
  }

  @Test
  void aFigureThatDoesNotStandOutIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Scene(
                    figures(SceneShape.STAR, SceneColor.WHITE, SceneTexture.PLAIN),
                    Optional.empty(),
                    new Backdrop(SceneBackground.WHITE, false, 0),
                    new Light(Lighting.NORMAL, 1, 0, 0),
                    1))
        .withMessage("a white star does not stand out from white");
  }

  /** Area of the unit disc less the bite, over 4. */
  private static double lens() {
    double radius = 0.84;
    double offset = 0.52;
    double outer = Math.acos((offset * offset + 1 - radius * radius) / (2 * offset));
    double inner = Math.acos((offset * offset + radius * radius - 1) / (2 * offset * radius));
    double lens =
        outer - Math.sin(2 * outer) / 2 + radius * radius * (inner - Math.sin(2 * inner) / 2);
    return (Math.PI - lens) / 4;
  }

  private static CoverageMask mask(Outline outline, int side) {
    CoverageMask mask = new CoverageMask(side, side);
    double radius = side / 2.0;
    for (double[] corners : outline.contours()) {
      int last = corners.length - 2;
      for (int i = 0, from = last; i < corners.length; from = i, i += 2) {
        mask.addEdge(
            radius * (1 + corners[from]),
            radius * (1 + corners[from + 1]),
            radius * (1 + corners[i]),
            radius * (1 + corners[i + 1]));
      }
    }
    return mask;
  }

  private static int meanOf(byte[] pixels, int width, int left, int top, int side) {
    int[] sums = new int[3];
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        for (int channel = 0; channel < 3; channel++) {
          sums[channel] += pixels[(y * width + x) * 3 + channel] & 0xff;
        }
      }
    }
    int area = side * side;
    return Rgb.of(sums[0] / area, sums[1] / area, sums[2] / area);
  }

  private static SceneBackground background(SceneColor color) {
    return Arrays.stream(SceneBackground.values())
        .filter(it -> it.shows(color))
        .reduce((first, last) -> last == SceneBackground.GREY ? last : first)
        .orElseThrow();
  }

  private static Scene scene(SceneShape shape, SceneColor color, SceneTexture texture) {
    return new Scene(
        figures(shape, color, texture),
        Optional.empty(),
        new Backdrop(background(color), false, 0),
        new Light(Lighting.NORMAL, 1, 0, 0),
        7);
  }

  private static Figures figures(SceneShape shape, SceneColor color, SceneTexture texture) {
    return new Figures(
        new SceneKind(shape, color),
        color.rgb(),
        texture,
        SceneSize.MEDIUM,
        Placement.MIDDLE,
        List.of(new Spot(0.5, 0.5, 0.3, 0)));
  }
}
