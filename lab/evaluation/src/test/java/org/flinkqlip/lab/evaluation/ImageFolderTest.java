// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final int SIZE = 16;

  @TempDir private Path folder;

  @Test
  void subfoldersAreClasses() throws Exception {
    draw("red_star/a.png", 10);
    draw("blue_ring/b.png", 200);
    draw("blue_ring/c.png", 201);
    ImageFolder images = ImageFolder.open(folder, SIZE, 1);

    assertThat(images.classNames()).containsExactly("blue ring", "red star");
    assertThat(images.size()).hasValue(3);
    for (CaptionedImage image : all(images)) {
      assertThat(image.label()).isEqualTo(image.id().startsWith("red_star") ? 1 : 0);
      assertThat(image.size()).isEqualTo(SIZE);
    }
  }

  @Test
  void aTextBesideAnImageIsItsCaption() throws Exception {
    draw("a.png", 10);
    Files.writeString(folder.resolve("a.txt"), " a dark picture\n");
    ImageFolder images = ImageFolder.open(folder, SIZE, 1);

    assertThat(images.get(0).caption()).isEqualTo("a dark picture");
    assertThat(images.get(0).label()).isEqualTo(CaptionedImage.NO_LABEL);
    assertThat(images.get(0).pixels()).containsOnly(10);
    assertThat(images.classNames()).isEmpty();
  }

  @Test
  void theSeedDecidesTheOrder() throws Exception {
    for (int i = 0; i < 20; i++) {
      draw("%02d.png".formatted(i), i);
    }

    List<String> order = ids(1);
    assertThat(ids(1)).isEqualTo(order);
    assertThat(ids(2)).isNotEqualTo(order).containsExactlyInAnyOrderElementsOf(order);
  }

  @Test
  void aFolderWithoutImagesIsRefused() throws Exception {
    Files.writeString(folder.resolve("notes.txt"), "nothing to see");

    assertThatThrownBy(() -> ImageFolder.open(folder, SIZE, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("no images");
  }

  @Test
  void aBrokenImageIsNamed() throws Exception {
    Files.writeString(folder.resolve("broken.png"), "no picture");
    ImageFolder images = ImageFolder.open(folder, SIZE, 1);

    assertThatThrownBy(() -> images.get(0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.png");
  }

  private List<String> ids(long seed) throws IOException {
    return all(ImageFolder.open(folder, SIZE, seed)).stream().map(CaptionedImage::id).toList();
  }

  private static List<CaptionedImage> all(ImageFolder images) throws IOException {
    List<CaptionedImage> all = new ArrayList<>();
    for (long index = 0; index < images.size().orElseThrow(); index++) {
      all.add(images.get(index));
    }
    return all;
  }

  private void draw(String name, int value) throws IOException {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    Arrays.fill(pixels, (byte) value);
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new PictureWriter(PictureFormat.PNG).write(pixels, SIZE, SIZE));
  }
}
