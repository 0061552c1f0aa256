// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.flinkqlip.lab.datasets.scenes.Figures;
import org.flinkqlip.lab.datasets.scenes.SceneTexture;
import org.flinkqlip.lab.datasets.scenes.Spot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrawnSceneTest {

  @Test
  void allTenSizesOccur() {
    Set<List<Integer>> sizes = new HashSet<>();
    for (int index = 0; index < 200; index++) {
      DrawnScene scene = DrawnScene.of(42, index);
      sizes.add(List.of(scene.width(), scene.height()));
    }

    assertThat(sizes).hasSize(10);
  }

  @Test
  void figuresLieInTheCentreCropAndTheCaptionNamesThem() {
    int seen = 0;
    for (int index = 0; index < 300; index++) {
      DrawnScene drawn = DrawnScene.of(42, index);
      Figures main = drawn.scene().main();
      assertThat(drawn.caption()).contains(main.kind().color().word());
      boolean filled =
          switch (main.kind().shape()) {
            case RING, MOON -> false;
            default -> main.texture() == SceneTexture.PLAIN;
          };
      if (filled) {
        BufferedImage image = drawn.paint();
        int side = Math.min(image.getWidth(), image.getHeight());
        Spot spot = main.spots().get(0);
        int x = (int) ((image.getWidth() - side) / 2.0 + spot.x() * side);
        int y = (int) ((image.getHeight() - side) / 2.0 + spot.y() * side);

        assertThat(distance(image.getRGB(x, y), main.rgb()))
            .as("%s at %d, %d", drawn, x, y)
            .isLessThan(110);
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void aFolderHoldsThePicturesInEveryFormat(@TempDir Path folder) throws Exception {
    SceneFolder.write(folder.resolve("plain"), 12, 3, false);
    SceneFolder.write(folder.resolve("grainy"), 12, 3, true);

    BufferedImage plain = ImageIO.read(folder.resolve("plain/scene-000004.png").toFile());
    BufferedImage grainy = ImageIO.read(folder.resolve("grainy/scene-000004.png").toFile());
    assertThat(plain.getWidth()).isEqualTo(grainy.getWidth());
    assertThat(plain.getRGB(0, 0)).isEqualTo(DrawnScene.of(3, 4).paint().getRGB(0, 0));
    try (Stream<Path> files = Files.list(folder.resolve("grainy"))) {
      assertThat(files).hasSize(12);
    }
    assertThat(Files.size(folder.resolve("grainy/scene-000004.png")))
        .isGreaterThan(Files.size(folder.resolve("plain/scene-000004.png")));
  }

  /** The largest difference of a channel; light changes a colour by a quarter and more. */
  private static int distance(int a, int b) {
    int largest = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      largest = Math.max(largest, Math.abs((a >> shift & 0xff) - (b >> shift & 0xff)));
    }
    return largest;
  }
}
