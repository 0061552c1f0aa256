// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.options.ModelOptions;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.BundleLocation;
import org.flinkqlip.model.runtime.bundle.ModelBundle;

/**
 * Looks at the model bundle where a job is submitted, so that a wrong path fails there rather than
 * on every task manager. Task managers verify the bundle again.
 */
final class BundleCheck {
  private BundleCheck() {}

  /**
   * What was found, for a log.
   *
   * @throws InvalidOptionsException if there is no bundle, or not the one that its manifest says
   */
  static String describe(String location) {
    try {
      Optional<Path> local = BundleLocation.local(location);
      return local.isPresent() ? local(local.get()) : remote(location);
    } catch (IOException | BundleException | IllegalArgumentException e) {
      throw new InvalidOptionsException(ModelOptions.BUNDLE.key() + ": " + e.getMessage());
    }
  }

  private static String local(Path directory) throws IOException, BundleException {
    if (!Files.isDirectory(directory)) {
      throw new InvalidOptionsException(
          "%s: [%s] is no directory here. Make a bundle with: qlip export --checkpoint DIR --output %s"
              .formatted(ModelOptions.BUNDLE.key(), directory, directory));
    }
    ModelBundle bundle = ModelBundle.open(directory);
    return bundle.modelId() + (bundle.manifest().trained() ? "" : " (untrained)");
  }

  /** Only that the manifest is there: files are copied, and verified, by task managers. */
  private static String remote(String location) throws IOException {
    org.apache.flink.core.fs.Path manifest =
        new org.apache.flink.core.fs.Path(location, ModelBundle.MANIFEST);
    FileSystem fileSystem = manifest.getFileSystem();
    if (!fileSystem.exists(manifest)) {
      throw new IOException("[" + location + "] is no model bundle: it has no model.json");
    }
    return location;
  }
}
