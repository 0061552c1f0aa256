package org.flinkqlip.datasets.webdataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import org.flinkqlip.datasets.CaptionedImages;
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
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive: " + count);
    }
  }

  /** Writes them. */
  public void run(CaptionedImages images) throws IOException {
    try (WebDatasetWriter writer =
        new WebDatasetWriter(folder, format, samplesPerTar, images.classNames())) {
      for (long index = 0; index < count; index++) {
        writer.write(images.get(index));
      }
    }
  }
}
