// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system for checkpoints, a tmpfs where this user may mount one. */
final class CheckpointDisk implements AutoCloseable {
  private static final String SIZE = "8m";

  private final Path directory;
  private final boolean mounted;

  private CheckpointDisk(Path directory, boolean mounted) {
    this.directory = directory;
    this.mounted = mounted;
  }

  static CheckpointDisk at(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    return new CheckpointDisk(
        directory,
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", directory.toString()) == 0);
  }

  Path directory() {
    return directory;
  }

  /** Whether it can be filled without harm to others. */
  boolean isMounted() {
    return mounted;
  }

  /** Fills it to the last byte. */
  void fill() throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream output = Files.newOutputStream(filler())) {
      while (true) {
        output.write(block);
      }
    } catch (IOException full) {
      if (directory.toFile().getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return directory.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    try {
      if (mounted && run("umount", "-l", directory.toString()) != 0) {
        throw new IOException("cannot unmount " + directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
