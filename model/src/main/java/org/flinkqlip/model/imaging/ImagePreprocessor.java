package org.flinkqlip.model.imaging;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * Encoded image bytes to a uint8 [S, S, 3] tensor: decode, convert to RGB, bicubic resize of the
 * shortest edge to S, centre crop; equal to Pillow's result. Safe for use by several threads.
 */
public final class ImagePreprocessor {
  private final PreprocessOptions options;

  public ImagePreprocessor(PreprocessOptions options) {
    this.options = requireNonNull(options, "options is null");
  }

  /** Bytes of one tensor: S x S x 3. */
  public int tensorSize() {
    return options.size() * options.size() * 3;
  }

  /**
   * Writes the tensor of {@code content} (rows, columns, RGB) to {@code target}, starting at byte
   * {@code offset}. The buffer's position and limit are neither used nor changed.
   *
   * @throws ImageRejectedException if the content is no image that can be decoded within the limits
   */
  public void preprocess(byte[] content, ByteBuffer target, int offset)
      throws ImageRejectedException {
    throw new UnsupportedOperationException();
  }
}
