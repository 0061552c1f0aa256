package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
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
    String location = RemoteFileSystem.SCHEME + ":" + directory;
    ModelBundle first = ModelBundles.open(location, cache);
    Object copied = Files.getLastModifiedTime(first.file(ModelBundle.ENCODER));
    ModelBundle second = ModelBundles.open(location, cache);

    assertThat(first.directory()).isEqualTo(cache.resolve(first.digest()));
    assertThat(first.modelId()).isEqualTo(ModelBundle.open(directory).modelId());
    assertThat(second).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second.file(ModelBundle.ENCODER))).isEqualTo(copied);
    try (var entries = Files.list(cache)) {
      assertThat(entries).as("no workspace is left").hasSize(1);
    }
  }

  @Test
  void copyThatWasAlteredIsRefused() throws Exception {
    String location = RemoteFileSystem.SCHEME + ":" + directory;
    Path encoder = ModelBundles.open(location, cache).file(ModelBundle.ENCODER);
    Files.writeString(encoder, "altered");

    assertThatThrownBy(() -> ModelBundles.open(location, cache))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("is not the file that the manifest describes");
  }

  @Test
  void placeWithoutABundleIsRefused() {
    assertThatThrownBy(() -> ModelBundles.open(cache.toString(), cache))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("is no model bundle");
  }
}
