// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.imaging.ImageFiles;

/** Image arguments: a file is itself, a folder its files in order of their names. */
final class ImageArguments {
  private ImageArguments() {}

  static List<Path> expand(List<Path> arguments) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        files.addAll(ImageFiles.allIn(argument));
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
