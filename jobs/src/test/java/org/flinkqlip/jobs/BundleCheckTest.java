// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleCheckTest {
  @TempDir private Path temp;

  @Test
  void aBundleIsDescribedByItsIdAndSaysThatItIsUntrained() throws Exception {
    Path bundle = TestModel.export(temp);

    assertThat(BundleCheck.describe(bundle.toString()))
        .matches("test@[0-9a-f]{12} \\(untrained\\)")
        .isEqualTo(BundleCheck.describe(bundle.toUri().toString()));
  }

  @Test
  void anAlteredBundleIsRefused() throws Exception {
    Path bundle = TestModel.export(temp);
    Files.write(bundle.resolve(ModelBundle.ENCODER), new byte[] {0}, StandardOpenOption.APPEND);

    assertThatThrownBy(() -> BundleCheck.describe(bundle.toString()))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("model.bundle: ")
        .hasMessageContaining("encoder.onnx");
  }

  @Test
  void aFolderThatIsNoBundleIsRefused() {
    assertThatThrownBy(() -> BundleCheck.describe(temp.toString()))
        .hasMessageStartingWith("model.bundle: ")
        .hasMessageContaining("model.json");
  }

  @Test
  void aFileSystemWithoutAPluginIsNamed() {
    assertThatThrownBy(() -> BundleCheck.describe("s3://models/b16"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith("model.bundle: ")
        .hasMessageContaining("s3");
  }
}
