// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of tensors or a typed refusal, whatever the bytes. */
public final class SafetensorsFuzzTarget {
  private static final Path FILE = file();

  private SafetensorsFuzzTarget() {}

  /** Called by Jazzer. */
  @SuppressWarnings("EmptyCatch")
  public static void fuzzerTestOneInput(byte[] content) throws IOException {
    Files.write(FILE, content);
    try (SafetensorsFile file = SafetensorsFile.open(FILE)) {
      for (String name : file.tensors().keySet()) {
        file.bytes(name);
      }
    } catch (CheckpointException expected) {
      // As it should be.
    }
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzzed-", ".safetensors");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
