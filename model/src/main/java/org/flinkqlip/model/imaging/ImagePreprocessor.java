package org.flinkqlip.model.imaging;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import org.flinkqlip.model.imaging.ScratchPool.Scratch;
import org.flinkqlip.model.imaging.internal.EncodedImage;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;

/**
 * Encoded image bytes to a uint8 [S, S, 3] tensor: decode, convert to RGB, bicubic resize of the
 * shortest edge to S, centre crop; equal to Pillow's result. Safe for use by several threads.
 *
 * <p>The format is told from the content: JPEG, PNG, GIF, WebP, TIFF or BMP. Animated files give
 * their first frame.
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
    Scratch mine = scratch.take();
    try {
      mine.resizer().resize(decode(content, mine.pixels()), target, offset);
    } finally {
      scratch.giveBack(mine);
    }
  }

  private RgbImage decode(byte[] content, PixelBuffer pixels) throws ImageRejectedException {
    if (content.length == 0) {
      throw new ImageRejectedException(ImageFault.EMPTY, "no image: the content is empty");
    }
    options.limits().checkBytes(content.length);
    try {
      EncodedImage encoded = ImageFormat.open(content);
      options.limits().checkSize(encoded.width(), encoded.height());
      RgbImage image = encoded.decode(pixels);
      return options.applyExifOrientation() ? encoded.exifOrientation().apply(image) : image;
    } catch (IllegalStateException e) {
      throw e; // the environment's fault, not the image's
    } catch (RuntimeException e) {
      // Whatever a decoder stumbles over in hostile bytes.
      throw new ImageRejectedException(ImageFault.CORRUPT, "the decoder failed: " + e, e);
    }
  }
}
