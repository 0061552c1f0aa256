// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.internal.ImageFile;

/**
 * Encoded image bytes to a uint8 [S, S, 3] tensor: decode, convert to RGB, bicubic resize of the
 * shortest edge to S, centre crop; equal to Pillow's result. Safe for use by several threads.
 *
 * <p>The format, one of {@link ImageFormat}, is told from the content. Animated files give their
 * first frame.
 */
public final class ImagePreprocessor {
  private final PreprocessOptions options;
  private final ScratchPool scratch;

  public ImagePreprocessor(PreprocessOptions options) {
    this.options = requireNonNull(options, "options is null");
    this.scratch = new ScratchPool(options.size());
  }

  /** Bytes of one tensor: S x S x 3. */
  public int tensorSize() {
    return options.size() * options.size() * 3;
  }

  /**
   * Writes the tensor of {@code content} (rows, columns, RGB) to {@code target}, starting at byte
   * {@code offset}. The buffer's position and limit are neither used nor changed; of the buffer,
   * nothing outside the tensor is written, and nothing at all if the image is rejected.
   *
   * @throws ImageRejectedException if the content is no image that can be decoded within the limits
   * @throws IndexOutOfBoundsException if the tensor does not fit the buffer at {@code offset}
   */
  public void preprocess(byte[] content, ByteBuffer target, int offset)
      throws ImageRejectedException {
    checkFromIndexSize(offset, tensorSize(), target.limit());
    open(content).writeTo(target, offset);
  }

  /**
   * Reads the header of {@code content}, which must not change as long as the image is in use.
   *
   * @throws ImageRejectedException if the header is none of an image within the limits
   */
  public SizedImage open(byte[] content) throws ImageRejectedException {
    if (content.length == 0) {
      throw new ImageRejectedException(ImageFault.EMPTY, "no image: the content is empty");
    }
    options.limits().checkBytes(content.length);
    return Decoders.guarded(
        () -> {
          ImageFile file = ImageFormat.open(content);
          options.limits().checkSize(file.width(), file.height());
          return new SizedImage(file, options, scratch);
        });
  }
}
