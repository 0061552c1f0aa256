// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.BundleLocation;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.scratch.PrivateFolder;
import org.flinkqlip.model.scratch.ProcessFolder;
import org.flinkqlip.model.scratch.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Model bundles by directory or by uri. A remote bundle is copied once to a folder of this user
 * alone in the temporary directory, under the digest of its manifest, so that a restarted task does
 * not copy it again. A copy that is not, or no more, the bundle of that digest is made anew.
 */
final class ModelBundles {
  private static final Logger LOG = LoggerFactory.getLogger(ModelBundles.class);
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private static final String LOCK = "lock";

  private ModelBundles() {}

  /**
   * The verified bundle at {@code location}.
   *
   * @throws IOException if it cannot be read, or the place for its copy is not safe
   * @throws BundleException if it is no bundle, or a file differs from its manifest
   */
  static ModelBundle open(String location) throws IOException, BundleException {
    return open(location, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * As {@link #open(String)}.
   *
   * @param temporary directory in which everybody may write
   */
  static ModelBundle open(String location, Path temporary) throws IOException, BundleException {
    Optional<Path> local = BundleLocation.local(location);
    if (local.isPresent()) {
      return ModelBundle.open(local.get());
    }
    Path cache = PrivateFolder.in(PrivateFolder.ofUser(temporary), "models");
    // Of the JVM, whichever class loaders this class has; the file's is of the machine.
    synchronized ("org.flinkqlip.model-copies".intern()) {
      try (FileChannel channel = FileChannel.open(cache.resolve(LOCK), CREATE, WRITE);
          FileLock held = channel.lock()) {
        LOG.debug("Holds {}", held);
        return copy(new org.apache.flink.core.fs.Path(location), cache);
      }
    }
  }

  /** Called by one process at a time: nobody takes away what another has just found whole. */
  private static ModelBundle copy(org.apache.flink.core.fs.Path source, Path cache)
      throws IOException, BundleException {
    FileSystem files = source.getFileSystem();
    // What a killed process leaves of it goes with that process's folder.
    Path workspace = Files.createTempDirectory(ProcessFolder.get(), "copying-");
    try {
      Path manifest = workspace.resolve(ModelBundle.MANIFEST);
      copyFile(files, new org.apache.flink.core.fs.Path(source, ModelBundle.MANIFEST), manifest);
      String digest = Sha256.of(manifest);
      Path target = cache.resolve(digest);
      Optional<ModelBundle> copied = find(target, digest);
      if (copied.isPresent()) {
        renewBaseline(files, source, workspace, target);
        return copied.get();
      }
      copyFiles(files, source, workspace);
      requireDigest(ModelBundle.open(workspace), digest, source);
      Files.move(workspace, target, StandardCopyOption.ATOMIC_MOVE);
      return ModelBundle.open(target);
    } finally {
      Trees.delete(workspace);
    }
  }

  private static void copyFiles(
      FileSystem files, org.apache.flink.core.fs.Path source, Path workspace) throws IOException {
    for (FileStatus status : files.listStatus(source)) {
      String name = status.getPath().getName();
      if (!status.isDir() && FILE_NAME.matcher(name).matches()) {
        copyFile(files, status.getPath(), workspace.resolve(name));
      }
    }
  }

  /** The manifest does not tell of the baseline, which may be measured after the copy was made. */
  private static void renewBaseline(
      FileSystem files, org.apache.flink.core.fs.Path source, Path workspace, Path target)
      throws IOException {
    org.apache.flink.core.fs.Path baseline =
        new org.apache.flink.core.fs.Path(source, ModelBundle.BASELINE);
    if (!files.exists(baseline)) {
      Files.deleteIfExists(target.resolve(ModelBundle.BASELINE));
      return;
    }
    Path copy = workspace.resolve(ModelBundle.BASELINE);
    copyFile(files, baseline, copy);
    Files.move(
        copy,
        target.resolve(ModelBundle.BASELINE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The bundle of that digest at {@code target}; what else is there is put away. */
  private static Optional<ModelBundle> find(Path target, String digest) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    String fault;
    try {
      ModelBundle bundle = ModelBundle.open(target);
      if (bundle.digest().equals(digest)) {
        return Optional.of(bundle);
      }
      fault = "its manifest is another one";
    } catch (BundleException e) {
      fault = e.getMessage();
    }
    LOG.warn("The copy of the model in {} is made anew: {}", target, fault);
    // Who has its files open goes on with them.
    Path old = Files.createTempDirectory(ProcessFolder.get(), "replaced-");
    Files.move(target, old.resolve("bundle"), StandardCopyOption.ATOMIC_MOVE);
    Trees.delete(old);
    return Optional.empty();
  }

  private static void requireDigest(
      ModelBundle bundle, String digest, org.apache.flink.core.fs.Path source)
      throws BundleException {
    if (!bundle.digest().equals(digest)) {
      throw new BundleException(
          "[%s] changed while it was copied: start again once it is complete".formatted(source));
    }
  }

  private static void copyFile(FileSystem files, org.apache.flink.core.fs.Path source, Path target)
      throws IOException {
    try (InputStream in = files.open(source)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
