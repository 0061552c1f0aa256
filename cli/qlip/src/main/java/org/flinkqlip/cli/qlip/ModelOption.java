// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.model.export.defaults.DefaultModel;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import picocli.CommandLine.Option;

/** The {@code --model} option of every command that runs a model. */
public final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "BUNDLE",
      description =
          "Folder of a model bundle. Default: a small model of drawn scenes that comes along.")
  private Path directory;

  /** The bundle, verified. */
  public ModelBundle open() throws IOException, BundleException {
    return directory == null ? DefaultModel.open() : ModelBundle.open(directory);
  }
}
