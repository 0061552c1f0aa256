// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.scratch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Native libraries that Java libraries extract on first use. Each process extracts its own copy,
 * and a killed one leaves it behind: so they go to the {@link ProcessFolder}.
 */
public final class NativeLibraries {
  /** Each is asked for once, before the library is first used. A value that is set is kept. */
  private static final List<String> FOLDER_PROPERTIES =
      List.of("com.luciad.imageio.webp.tmpdir", "ZstdTempFolder", "org.xerial.snappy.tempdir");

  /** These know no other place than the temporary directory. */
  private static final List<String> LEFT_IN_PLACE = List.of("liblz4-java-", "onnxruntime-java");

  /** Longer than it takes from extracting a library to loading it. */
  private static final Duration LOADED_BY_THEN = Duration.ofMinutes(10);

  private static boolean prepared;

  private NativeLibraries() {}

  /**
   * Does what {@link #prepare} does where no checked exception can be thrown.
   *
   * @throws UncheckedIOException if {@code prepare} throws
   */
  public static void prepareUnchecked() {
    try {
      prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends libraries that are extracted from now on to the process's folder.
   *
   * @throws IOException if it cannot be made, or its place is not safe
   */
  public static synchronized void prepare() throws IOException {
    if (prepared) {
      return;
    }
    Path folder = ProcessFolder.get();
    for (String property : FOLDER_PROPERTIES) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, folder.toString());
      }
    }
    // Open files outlive their names; where they do not, they cannot be deleted.
    if (File.separatorChar == '/') {
      deleteLeft(Path.of(System.getProperty("java.io.tmpdir")), Instant.now());
    }
    prepared = true;
  }

  /**
   * Deletes what processes have left in {@code folder}: files of libraries that were loaded long
   * ago, and empty folders. Only what is this user's own can be deleted in a temporary directory.
   */
  static void deleteLeft(Path folder, Instant now) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(NativeLibraries::isLeftInPlace).toList();
    }
    for (Path file : left) {
      try {
        Instant changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (changed.plus(LOADED_BY_THEN).isBefore(now)) {
          Files.deleteIfExists(file);
        }
      } catch (IOException notOurs) {
        // Another user's, a folder that is not empty, or deleted meanwhile.
        System.getLogger(NativeLibraries.class.getName())
            .log(System.Logger.Level.DEBUG, "left: " + file, notOurs);
      }
    }
  }

  private static boolean isLeftInPlace(Path file) {
    String name = file.getFileName().toString();
    return LEFT_IN_PLACE.stream().anyMatch(name::startsWith);
  }
}
