// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.scratch.PrivateFolder;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundlesTest {
  @TempDir private static Path directory;

  @TempDir private Path cache;

  @BeforeAll
  static void export() throws Exception {
    GoldenBundle.export(directory);
  }

  @Test
  void directoryAndFileUriAreUsedInPlace() throws Exception {
    assertThat(ModelBundles.open(directory.toString(), cache).directory()).isEqualTo(directory);
    assertThat(ModelBundles.open(directory.toUri().toString(), cache).digest())
        .isEqualTo(ModelBundle.open(directory).digest());
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void remoteBundleIsCopiedOnceAndVerified() throws Exception {
    ModelBundle first = ModelBundles.open(remote(), cache);
    Object copied = Files.getLastModifiedTime(first.file(ModelBundle.ENCODER));
    ModelBundle second = ModelBundles.open(remote(), cache);

    assertThat(first.directory()).isEqualTo(models().resolve(first.digest()));
    assertThat(first.modelId()).isEqualTo(ModelBundle.open(directory).modelId());
    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second.file(ModelBundle.ENCODER))).isEqualTo(copied);
    assertThat(Files.list(models()))
        .as("no workspace is left")
        .containsExactlyInAnyOrder(first.directory(), models().resolve("lock"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(models())))
        .isEqualTo("rwx------");
  }

  @Test
  void baselineThatIsMeasuredAfterTheCopyIsCopiedToo() throws Exception {
    Path measured = directory.resolve(ModelBundle.BASELINE);
    try {
      ModelBundle copy = ModelBundles.open(remote(), cache);
      Path copied = copy.file(ModelBundle.BASELINE);
      assertThat(copied).doesNotExist();

      Files.writeString(measured, "first");
      assertThat(ModelBundles.open(remote(), cache)).isEqualTo(copy);
      assertThat(copied).hasContent("first");

      Files.writeString(measured, "second");
      ModelBundles.open(remote(), cache);
      assertThat(copied).hasContent("second");

      Files.delete(measured);
      ModelBundles.open(remote(), cache);
      assertThat(copied).doesNotExist();
    } finally {
      Files.deleteIfExists(measured);
    }
  }

  @Test
  void copyThatWasAlteredIsMadeAnew() throws Exception {
    Path encoder = ModelBundles.open(remote(), cache).file(ModelBundle.ENCODER);
    Files.writeString(encoder, "altered");

    assertThatTheCopyIsWhole(ModelBundles.open(remote(), cache));
  }

  @Test
  void copyThatIsHalfDeletedIsMadeAnew() throws Exception {
    ModelBundle copy = ModelBundles.open(remote(), cache);
    Files.delete(copy.file(ModelBundle.ENCODER));
    assertThatTheCopyIsWhole(ModelBundles.open(remote(), cache));

    Files.delete(copy.directory().resolve(ModelBundle.MANIFEST));
    assertThatTheCopyIsWhole(ModelBundles.open(remote(), cache));
  }

  /** What another bundle's manifest and files say of themselves is true, and not what was asked. */
  @Test
  void anotherBundleInThePlaceOfTheCopyIsNotTaken() throws Exception {
    Path copy = ModelBundles.open(remote(), cache).directory();
    Path manifest = copy.resolve(ModelBundle.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest) + "\n");
    assertThat(ModelBundle.open(copy).digest()).isNotEqualTo(copy.getFileName().toString());

    assertThatTheCopyIsWhole(ModelBundles.open(remote(), cache));
  }

  @Test
  void aFolderThatOthersMayWriteToIsRefused() throws Exception {
    ModelBundles.open(remote(), cache);
    Files.setPosixFilePermissions(models(), PosixFilePermissions.fromString("rwxrwxrwx"));

    assertThatThrownBy(() -> ModelBundles.open(remote(), cache))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can be read or written by others");
  }

  @Test
  void severalAtOnceAllGetTheWholeBundle() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 3; round++) {
        List<Future<ModelBundle>> opened = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          opened.add(threads.submit(() -> ModelBundles.open(remote(), cache)));
        }
        for (Future<ModelBundle> each : opened) {
          assertThatTheCopyIsWhole(each.get());
        }
        Files.delete(opened.get(0).get().file(ModelBundle.ENCODER));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertThatTheCopyIsWhole(ModelBundle copy) throws Exception {
    assertThat(copy.digest())
        .isEqualTo(ModelBundle.open(directory).digest())
        .isEqualTo(copy.directory().getFileName().toString());
    assertThat(copy.file(ModelBundle.ENCODER))
        .hasSameBinaryContentAs(directory.resolve(ModelBundle.ENCODER));
  }

  private static String remote() {
    return RemoteFileSystem.SCHEME + ":" + directory;
  }

  private Path models() throws IOException {
    return PrivateFolder.ofUser(cache).resolve("models");
  }

  @Test
  void placeWithoutABundleIsRefused() {
    assertThatThrownBy(() -> ModelBundles.open(cache.toString(), cache))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("is no model bundle");
  }
}
