// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files of a folder, in the order of their paths in it. */
public final class ImageFiles {
  private ImageFiles() {}

  /**
   * The images of a folder: files whose names end as images' do.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return sorted(folder, files, ImageFiles::isImage);
    }
  }

  /**
   * The images of a folder and its subfolders.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return sorted(folder, files, ImageFiles::isImage);
    }
  }

  /**
   * All files of a folder, whatever their names.
   *
   * @throws IOException if it cannot be read
   */
  public static List<Path> allIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return sorted(folder, files, file -> true);
    }
  }

  /** The path of a file in its folder, with slashes. */
  public static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean isImage(Path file) {
    return ImageFormat.ofName(file).isPresent();
  }

  private static List<Path> sorted(Path folder, Stream<Path> paths, Predicate<Path> wanted) {
    return paths
        .filter(Files::isRegularFile)
        .filter(wanted)
        .sorted(comparing(file -> name(folder, file)))
        .toList();
  }
}
