// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.imaging.PictureFormat;

/**
 * Writes the first images of a data set as WebDataset tars.
 *
 * @param count how many images
 * @param folder of the tars; made if missing
 */
public record WebDatasetExport(long count, Path folder, PictureFormat format, int samplesPerTar) {
  public WebDatasetExport {
    requireNonNull(folder, "folder is null");
    requireNonNull(format, "format is null");
    WebDatasetWriter.requireSamplesPerTar(samplesPerTar);
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive: " + count);
    }
  }

  /**
   * Writes them.
   *
   * @param written told after each image how many there are by now
   * @throws IOException if an image cannot be read, or the folder has tars already, which would mix
   *     with these
   */
  public void run(CaptionedImages images, LongConsumer written) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> tars = Files.newDirectoryStream(folder, "*.tar")) {
      if (tars.iterator().hasNext()) {
        throw new IOException(
            "%s holds tars already, which would mix with these: name another folder"
                .formatted(folder));
      }
    }
    try (WebDatasetWriter writer =
        new WebDatasetWriter(folder, format, samplesPerTar, images.classNames())) {
      for (long index = 0; index < count; index++) {
        writer.write(images.get(index));
        written.accept(index + 1);
      }
    }
  }
}
