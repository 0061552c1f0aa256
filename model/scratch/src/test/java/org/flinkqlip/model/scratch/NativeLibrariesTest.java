// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTest {
  private static final Instant NOW = Instant.now();

  @TempDir private Path folder;

  @Test
  void whatWasLoadedLongAgoIsDeletedWithItsLock() throws IOException {
    file("liblz4-java-1.so", Duration.ofMinutes(11));
    file("liblz4-java-1.so.lck", Duration.ofMinutes(11));
    age(Files.createDirectory(folder.resolve("onnxruntime-java1")), Duration.ofMinutes(11));

    NativeLibraries.deleteLeft(folder, NOW);

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatMayBeAboutToBeLoadedStaysAndSoDoesAllElse() throws IOException {
    file("liblz4-java-2.so", Duration.ofMinutes(9));
    file("other.so", Duration.ofDays(9));
    Path full = Files.createDirectory(folder.resolve("onnxruntime-java2"));
    Files.createFile(full.resolve("libonnxruntime.so"));
    age(full, Duration.ofDays(9));

    NativeLibraries.deleteLeft(folder, NOW);

    assertThat(Files.list(folder)).hasSize(3);
    assertThat(full).isNotEmptyDirectory();
  }

  private void file(String name, Duration age) throws IOException {
    age(Files.createFile(folder.resolve(name)), age);
  }

  private static void age(Path path, Duration age) throws IOException {
    Files.setLastModifiedTime(path, FileTime.from(NOW.minus(age)));
  }
}
