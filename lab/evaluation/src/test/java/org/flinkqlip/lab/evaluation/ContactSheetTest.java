// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactSheetTest {
  private static final int EDGE = 4;
  private static final int GAP = 8;

  @TempDir private Path folder;

  @Test
  void originalsAreOnTheLeftOfTheirReconstructions() throws Exception {
    ContactSheet sheet = new ContactSheet(EDGE);
    for (int i = 0; i < 4; i++) {
      sheet.add(plain(10 * i), plain(10 * i + 5));
    }
    Path file = folder.resolve("new/sheet.png");
    sheet.write(file);

    BufferedImage picture = ImageIO.read(file.toFile());
    assertThat(picture.getWidth()).isEqualTo(3 * (2 * EDGE + GAP) + GAP);
    assertThat(picture.getHeight()).isEqualTo(2 * (EDGE + GAP) + GAP);
    assertThat(picture.getRGB(GAP, GAP) & 0xff).isEqualTo(0);
    assertThat(picture.getRGB(GAP + EDGE, GAP) & 0xff).isEqualTo(5);
    assertThat(picture.getRGB(GAP + EDGE, 2 * GAP + EDGE) & 0xff).isEqualTo(35);
    assertThat(picture.getRGB(0, 0) & 0xff).isEqualTo(255);
  }

  @Test
  void picturesOfAnotherSizeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ContactSheet(EDGE).add(plain(0), new byte[3]))
        .withMessageContaining("4 x 4");
  }

  private static byte[] plain(int value) {
    byte[] pixels = new byte[EDGE * EDGE * 3];
    Arrays.fill(pixels, (byte) value);
    return pixels;
  }
}
