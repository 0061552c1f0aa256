// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** Lists the samples of tars from their headers. Files of a sample follow each other in a tar. */
final class TarIndexer {
  private final int classes;
  private final SkipLog log;
  private final List<StoredSample> samples = new ArrayList<>();

  /**
   * An empty index.
   *
   * @param classes how many classes labels may name; 0 if labels are ignored
   */
  TarIndexer(int classes, SkipLog log) {
    this.classes = classes;
    this.log = log;
  }

  List<StoredSample> samples() {
    return List.copyOf(samples);
  }

  /**
   * Adds the samples of a tar, up to where it is damaged.
   *
   * @param tar index of the tar
   * @throws IOException if the file cannot be opened
   */
  void add(int tar, Path path) throws IOException {
    long bytes = Files.size(path);
    SampleFiles files = null;
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
      TarArchiveInputStream in = new TarArchiveInputStream(file);
      try {
        for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
          String name = entry.getName();
          int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
          if (!entry.isFile() || dot < 0) {
            continue;
          }
          String key = name.substring(0, dot);
          if (files == null || !files.key().equals(key)) {
            flush(files, tar, path);
            files = new SampleFiles(key);
          }
          add(files, name.substring(dot + 1).toLowerCase(Locale.ROOT), entry, in, bytes);
        }
      } catch (IOException e) {
        log.add(
            new SkippedSample(
                path.getFileName().toString(),
                SkipReason.BAD_TAR,
                "unreadable from byte %d on: %s".formatted(in.getBytesRead(), e.getMessage())));
      }
    }
    flush(files, tar, path);
  }

  private static void add(
      SampleFiles files,
      String extension,
      TarArchiveEntry entry,
      TarArchiveInputStream in,
      long bytes)
      throws IOException {
    long offset = in.getBytesRead();
    long length = entry.getSize();
    if (offset + length > bytes || length > Integer.MAX_VALUE) {
      return; // the tar ends before the file does
    }
    if (SampleFiles.isLabel(extension, length)) {
      files.label(in.readNBytes((int) length));
    } else {
      files.add(extension, new Extent(offset, (int) length));
    }
  }

  private void flush(@Nullable SampleFiles files, int tar, Path path) {
    if (files != null) {
      files
          .complete(tar, path.getFileName() + "/" + files.key(), classes, log)
          .ifPresent(samples::add);
    }
  }
}
