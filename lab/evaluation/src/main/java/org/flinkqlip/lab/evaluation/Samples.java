// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;

/**
 * The first images of a data set in batches, read as they are asked for.
 *
 * @param images where they come from
 * @param count how many
 */
record Samples(CaptionedImages images, int count) {
  Samples {
    if (count < 1) {
      throw new IllegalArgumentException("there are no images to measure the model on");
    }
  }

  /**
   * The first {@code count} images, or all if there are fewer.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Samples first(CaptionedImages images, int count) {
    return new Samples(images, (int) Math.min(count, images.size().orElse(Long.MAX_VALUE)));
  }

  /** The images from {@code start} on that the model takes in one call. */
  List<CaptionedImage> batch(int start) throws IOException {
    List<CaptionedImage> batch = new ArrayList<>();
    for (int index = start; index < Math.min(count, start + ModelSessions.BATCH); index++) {
      batch.add(images.get(index));
    }
    return batch;
  }
}
