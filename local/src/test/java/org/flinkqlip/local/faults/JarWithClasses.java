// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A job jar with classes of the test beside the job's own, which carries no hook for them. */
final class JarWithClasses {
  private JarWithClasses() {}

  /** A copy of a jar with more classes, each with those nested in it. */
  static Path make(Path jar, Path copy, List<Class<?>> classes)
      throws IOException, URISyntaxException {
    Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem entries = FileSystems.newFileSystem(copy)) {
      for (Class<?> type : classes) {
        add(type, entries);
      }
    }
    return copy;
  }

  private static void add(Class<?> type, FileSystem entries)
      throws IOException, URISyntaxException {
    Path root = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve(type.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> isOf(type, file)).toList()) {
        Path entry = entries.getPath("/" + root.relativize(file));
        Files.createDirectories(entry.getParent());
        Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean isOf(Class<?> type, Path file) {
    String name = file.getFileName().toString();
    return name.equals(type.getSimpleName() + ".class")
        || name.startsWith(type.getSimpleName() + "$");
  }
}
