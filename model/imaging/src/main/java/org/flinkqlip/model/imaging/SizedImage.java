// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.checkFromIndexSize;

import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.ScratchPool.Scratch;
import org.flinkqlip.model.imaging.internal.ImageFile;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.flinkqlip.model.imaging.internal.resample.SquareResizer;

/**
 * An image within the limits whose header has been read and whose pixels have not: what decoding it
 * needs can be asked before any of that is allocated.
 */
public final class SizedImage {
  private final ImageFile file;
  private final PreprocessOptions options;
  private final ScratchPool scratch;

  SizedImage(ImageFile file, PreprocessOptions options, ScratchPool scratch) {
    this.file = file;
    this.options = options;
    this.scratch = scratch;
  }

  /** Columns as stored. */
  public int width() {
    return file.width();
  }

  /** Rows as stored. */
  public int height() {
    return file.height();
  }

  /** Memory that {@link #writeTo} takes at most. */
  public DecodingNeed need() {
    boolean turned = options.applyExifOrientation() && orientation() != Orientation.UPRIGHT;
    return file.need()
        .withHeap(turned ? 3L * width() * height() : 0)
        .withHeap(SquareResizer.bytes(width(), height(), options.size()));
  }

  /**
   * Decodes the image and writes its tensor, as {@link ImagePreprocessor#preprocess}.
   *
   * @throws ImageRejectedException if the content is no image that can be decoded
   * @throws IndexOutOfBoundsException if the tensor does not fit the buffer at {@code offset}
   */
  public void writeTo(ByteBuffer target, int offset) throws ImageRejectedException {
    checkFromIndexSize(offset, options.size() * options.size() * 3, target.limit());
    Scratch mine = scratch.take();
    try {
      mine.resizer().resize(decode(mine), target, offset);
    } finally {
      scratch.giveBack(mine);
    }
  }

  private RgbImage decode(Scratch mine) throws ImageRejectedException {
    return Decoders.guarded(
        () -> {
          RgbImage image = file.decode(mine.pixels());
          return options.applyExifOrientation() ? orientation().apply(image) : image;
        });
  }

  private Orientation orientation() {
    return file.exifOrientation();
  }
}
