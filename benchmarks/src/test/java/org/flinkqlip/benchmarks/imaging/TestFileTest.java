// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileTest {
  private static final PictureSize SIZE = new PictureSize(200, 150, 12_000);

  @TempDir private Path folder;

  @Test
  void aPictureTakesTheBytesThatWereAskedFor() throws Exception {
    List<TestFile> files = TestFile.write(TestPicture.draw(SIZE), folder);
    assertThat(files)
        .extracting(TestFile::name)
        .containsExactly("jpeg200x150", "png200x150", "webp200x150");
    assertThat((double) files.get(0).content().length).isBetween(0.97 * 12_000, 12_000.0);
    assertThat(files).allSatisfy(file -> assertThat(file.path()).hasBinaryContent(file.content()));
  }

  @Test
  void theSameSizeGivesTheSamePixels() {
    assertThat(TestPicture.draw(SIZE).rgb()).isEqualTo(TestPicture.draw(SIZE).rgb());
  }
}
