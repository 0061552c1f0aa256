// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleExporterTest {
  private static final GoldenModel MODEL = GoldenModel.EVA_P16_64;

  @TempDir private Path directory;

  @Test
  void describesTheModel() throws Exception {
    ModelManifest manifest = export("bundle").manifest();

    assertThat(manifest.name()).isEqualTo("tiny");
    assertThat(manifest.imageSize()).isEqualTo(64);
    assertThat(manifest.tokens()).isEqualTo(16);
    assertThat(manifest.bits()).isEqualTo(28);
    assertThat(manifest.groupSize()).isEqualTo(14);
    assertThat(manifest.embeddingSize()).isEqualTo(32);
    assertThat(manifest.featureSize()).isEmpty();
    assertThat(manifest.files()).containsKeys(ModelBundle.ENCODER, ModelBundle.ENCODER_WEIGHTS);
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws Exception {
    ModelBundle first = export("first");
    ModelBundle second = export("second");

    for (String file : first.manifest().files().keySet()) {
      assertThat(second.file(file)).hasSameBinaryContentAs(first.file(file));
    }
    assertThat(second.modelId()).isEqualTo(first.modelId()).matches("tiny@[0-9a-f]{12}");
  }

  @Test
  void anotherNameIsAnotherModelId() throws Exception {
    ModelBundle other =
        BundleExporter.export(
            MODEL.checkpoint(), directory.resolve("other"), ExportOptions.named("other"));

    assertThat(other.digest()).isNotEqualTo(export("bundle").digest());
  }

  @Test
  void replacesABundleButNothingElse() throws Exception {
    export("bundle");
    assertThat(export("bundle").manifest().name()).isEqualTo("tiny");

    Path home = Files.createDirectory(directory.resolve("home"));
    Files.writeString(home.resolve("diary.txt"), "mine");
    assertThatThrownBy(() -> export("home"))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("holds diary.txt, which is of no bundle");
    assertThat(home.resolve("diary.txt")).exists();
  }

  @Test
  void goesOnAfterAnExportThatWasInterrupted() throws Exception {
    ModelBundle bundle = export("bundle");
    Files.delete(bundle.file(ModelBundle.MANIFEST));
    Files.write(bundle.file(ModelBundle.ENCODER_WEIGHTS), new byte[10]);

    assertThat(export("bundle").modelId()).isEqualTo(bundle.modelId());
  }

  @Test
  void aFileThatChangedIsRefused() throws Exception {
    ModelBundle bundle = export("bundle");
    Path weights = bundle.file(ModelBundle.ENCODER_WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);

    assertThatThrownBy(() -> ModelBundle.open(bundle.directory()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("encoder.weights")
        .hasMessageContaining("SHA-256");
  }

  @Test
  void aFileThatIsMissingIsNamed() throws Exception {
    ModelBundle bundle = export("bundle");
    Files.delete(bundle.file(ModelBundle.ENCODER));

    assertThatThrownBy(() -> ModelBundle.open(bundle.directory()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("encoder.onnx")
        .hasMessageContaining("missing");
  }

  @Test
  void manifestsWithPathsOrWithoutFilesAreRefused() throws Exception {
    ModelBundle bundle = export("bundle");
    Path file = bundle.file(ModelBundle.MANIFEST);
    String json = Files.readString(file);

    Files.writeString(file, json.replace("\"encoder.onnx\"", "\"../encoder.onnx\""));
    assertThatThrownBy(() -> ModelBundle.open(bundle.directory()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("no plain file name");

    Files.writeString(file, json.replace("\"encoder.weights\"", "\"weights\""));
    assertThatThrownBy(() -> ModelBundle.open(bundle.directory()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("does not list encoder.weights");

    Files.writeString(file, json, StandardOpenOption.TRUNCATE_EXISTING);
    Files.writeString(file, "{}", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ModelBundle.open(bundle.directory()))
        .isInstanceOf(BundleException.class);
  }

  @Test
  void aFolderWithoutManifestIsNoBundle() {
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("qlip export");
  }

  private ModelBundle export(String name) throws Exception {
    return BundleExporter.export(
        MODEL.checkpoint(), directory.resolve(name), ExportOptions.named("tiny"));
  }
}
