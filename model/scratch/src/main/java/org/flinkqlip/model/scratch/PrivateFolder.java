// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder of this user alone in a place where everybody may write. Its name can be guessed, so
 * that one that is there already is only taken if nobody else can have put anything into it.
 */
public final class PrivateFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFolder() {}

  /** The user's folder in the temporary directory of the JVM, made if need be. */
  public static Path ofUser() throws IOException {
    return ofUser(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The user's folder in {@code parent}, made if need be. */
  public static Path ofUser(Path parent) throws IOException {
    String userId = userId(parent);
    return in(parent, "flink-qlip-" + userId, userId);
  }

  /**
   * The folder {@code name} in {@code parent}, made if need be with rights for its owner alone.
   *
   * @throws IOException if it is a link or no folder, belongs to another user or lets others in
   */
  public static Path in(Path parent, String name) throws IOException {
    return in(parent, name, userId(parent));
  }

  static Path in(Path parent, String name, String userId) throws IOException {
    Path folder = parent.resolve(name);
    try {
      return Files.createDirectory(folder, rights(parent));
    } catch (FileAlreadyExistsException e) {
      requireOwn(folder, userId);
      return folder;
    }
  }

  private static void requireOwn(Path folder, String userId) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(folder, "is a link or no folder");
    }
    if (!isPosix(folder)) {
      return;
    }
    if (!userId.equals(ownerId(folder))) {
      throw refused(folder, "belongs to another user");
    }
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))) {
      throw refused(folder, "can be read or written by others");
    }
  }

  private static IOException refused(Path folder, String fault) {
    return new IOException(
        "[%s] %s and is not used: remove it, or name another temporary directory with -Djava.io.tmpdir"
            .formatted(folder, fault));
  }

  /**
   * What the file system says of a file that this process makes: no JVM tells its user's number.
   */
  private static String userId(Path parent) throws IOException {
    Path probe = Files.createTempFile(parent, "flink-qlip-", ".probe");
    try {
      return isPosix(probe) ? ownerId(probe) : System.getProperty("user.name");
    } finally {
      Files.delete(probe);
    }
  }

  private static String ownerId(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).toString();
  }

  private static FileAttribute<?>[] rights(Path parent) {
    return isPosix(parent)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }
}
