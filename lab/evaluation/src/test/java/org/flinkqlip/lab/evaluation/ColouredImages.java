// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;

/** Plain pictures of three colours with a grain of their own. */
final class ColouredImages implements CaptionedImages {
  private static final List<String> NAMES = List.of("red", "orange", "blue");
  private static final int[] COLOURS = {0xD01010, 0xF08010, 0x1010D0};

  private final int size;
  private final long count;
  private final boolean labelled;

  ColouredImages(int size, long count, boolean labelled) {
    this.size = size;
    this.count = count;
    this.labelled = labelled;
  }

  @Override
  public CaptionedImage get(long index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("no image " + index);
    }
    int label = (int) (index % NAMES.size());
    byte[] pixels = new byte[size * size * 3];
    Random random = new Random(index);
    for (int i = 0; i < pixels.length; i++) {
      int channel = COLOURS[label] >> (16 - 8 * (i % 3)) & 0xff;
      pixels[i] = (byte) Math.min(255, channel + random.nextInt(8));
    }
    return new CaptionedImage(
        "image-" + index,
        size,
        pixels,
        NAMES.get(label) + " picture " + index,
        labelled ? label : CaptionedImage.NO_LABEL);
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(count);
  }

  @Override
  public List<String> classNames() {
    return labelled ? NAMES : List.of();
  }
}
