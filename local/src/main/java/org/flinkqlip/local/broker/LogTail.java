// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.broker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The last lines of a text file, for error messages. */
final class LogTail {

  private static final int MAX_BYTES = 16 << 10;

  private LogTail() {}

  /** Up to {@code lines} last lines, each indented; a note if the file cannot be read. */
  static String of(Path file, int lines) {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, input.length() - MAX_BYTES);
      byte[] bytes = new byte[(int) (input.length() - start)];
      input.seek(start);
      input.readFully(bytes);
      List<String> all = new String(bytes, ISO_8859_1).lines().toList();
      return all.subList(Math.max(0, all.size() - lines), all.size()).stream()
          .map(line -> "  " + line + System.lineSeparator())
          .collect(Collectors.joining());
    } catch (IOException e) {
      return "  (%s cannot be read: %s)%n".formatted(file, e.getMessage());
    }
  }
}
