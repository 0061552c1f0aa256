package org.flinkqlip.operators.device;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.bundle.Sha256;

/**
 * Model bundles by directory or by uri. A remote bundle is copied once to the process's temporary
 * directory, under the digest of its manifest, so a restarted task does not copy it again.
 */
final class ModelBundles {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private ModelBundles() {}

  /**
   * The verified bundle at {@code location}.
   *
   * @throws IOException if it cannot be read
   * @throws BundleException if it is no bundle, or a file differs from its manifest
   */
  static ModelBundle open(String location) throws IOException, BundleException {
    return open(location, Path.of(System.getProperty("java.io.tmpdir"), "flink-qlip-models"));
  }

  static ModelBundle open(String location, Path cache) throws IOException, BundleException {
    if (!SCHEME.matcher(location).matches()) {
      return ModelBundle.open(Path.of(location));
    }
    if (location.startsWith("file:")) {
      return ModelBundle.open(Path.of(URI.create(location)));
    }
    return ModelBundle.open(copy(new org.apache.flink.core.fs.Path(location), cache));
  }

  private static Path copy(org.apache.flink.core.fs.Path source, Path cache) throws IOException {
    FileSystem files = source.getFileSystem();
    Files.createDirectories(cache);
    Path workspace = Files.createTempDirectory(cache, "copying-");
    try {
      Path manifest = workspace.resolve(ModelBundle.MANIFEST);
      copyFile(files, new org.apache.flink.core.fs.Path(source, ModelBundle.MANIFEST), manifest);
      Path target = cache.resolve(Sha256.of(manifest));
      if (!Files.isDirectory(target)) {
        for (FileStatus status : files.listStatus(source)) {
          String name = status.getPath().getName();
          if (!status.isDir() && FILE_NAME.matcher(name).matches()) {
            copyFile(files, status.getPath(), workspace.resolve(name));
          }
        }
        moveUnlessThere(workspace, target);
      }
      return target;
    } finally {
      delete(workspace);
    }
  }

  private static void copyFile(FileSystem files, org.apache.flink.core.fs.Path source, Path target)
      throws IOException {
    try (InputStream in = files.open(source)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void moveUnlessThere(Path workspace, Path target) throws IOException {
    try {
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another process was faster; a bundle with this digest has the same bytes.
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
