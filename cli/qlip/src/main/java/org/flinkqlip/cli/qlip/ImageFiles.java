package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Image arguments: a file is itself, a folder its files in order of their names. */
final class ImageFiles {
  private ImageFiles() {}

  static List<Path> expand(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        try (Stream<Path> inside = Files.list(argument)) {
          inside.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
      } else {
        files.add(argument);
      }
    }
    if (files.isEmpty()) {
      throw new CommandFailedException("%s: no files in there".formatted(arguments));
    }
    return files;
  }
}
