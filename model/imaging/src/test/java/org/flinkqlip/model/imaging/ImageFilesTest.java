// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String name :
        List.of("b.PNG", "a.jpeg", "notes.txt", "jpg", "sub.gif/c.webp", "sub/d.tif")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  @Test
  void imagesOfAFolderAreToldByTheirNamesAndSorted() throws IOException {
    assertThat(names(ImageFiles.in(folder))).containsExactly("a.jpeg", "b.PNG", "jpg");
  }

  @Test
  void thoseOfSubfoldersAreFoundWhereAsked() throws IOException {
    assertThat(names(ImageFiles.below(folder)))
        .containsExactly("a.jpeg", "b.PNG", "jpg", "sub.gif/c.webp", "sub/d.tif");
  }

  @Test
  void allFilesIncludeThoseOfOtherNames() throws IOException {
    assertThat(names(ImageFiles.allIn(folder)))
        .containsExactly("a.jpeg", "b.PNG", "jpg", "notes.txt");
  }

  @Test
  void aLinkToAFolderIsAFolder() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub"));
    assertThat(ImageFiles.in(link)).containsExactly(link.resolve("d.tif"));
  }

  private List<String> names(List<Path> files) {
    return files.stream().map(file -> ImageFiles.name(folder, file)).toList();
  }
}
