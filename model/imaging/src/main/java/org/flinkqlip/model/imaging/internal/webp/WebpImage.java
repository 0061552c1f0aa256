// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.webp;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;

/** A WebP file, lossy or lossless; alpha is dropped. Of an animation, the first frame. */
public final class WebpImage extends ParsedFile<WebpContainer> {
  private WebpImage(ImageBytes in, WebpContainer header) {
    super(in, header);
  }

  /** Reads the header. */
  public static WebpImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("WebP", content);
    return new WebpImage(in, WebpContainer.read(in));
  }

  @Override
  public Orientation exifOrientation() {
    return header.orientation();
  }

  @Override
  public DecodingNeed need() {
    long pixels = (long) header.frameWidth() * header.frameHeight();
    // The frame's file and the reader's copies of it; pixels of four bytes.
    long copies = 4L * (header.chunkBytes() + 12);
    // In libwebp pixels as they are decoded, and the result.
    return DecodingNeed.ofRgb(width(), height(), 4 * pixels + copies)
        .withNative(8 * pixels + header.chunkBytes() + 64L * header.frameWidth());
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    int columns = header.frameWidth();
    int rows = header.frameHeight();
    int[] pixels = WebpPixels.decode(in, simpleFile(), columns, rows);
    boolean whole = columns == width() && rows == height();
    RgbImage canvas = whole ? buffer.image(width(), height()) : buffer.black(width(), height());
    for (int row = 0; row < rows; row++) {
      int at = canvas.at(header.left(), header.top() + row);
      PackedPixels.toRgb(pixels, row * columns, columns, canvas.rgb(), at);
    }
    return canvas;
  }

  /** A file of nothing but the frame's colours. */
  private byte[] simpleFile() {
    int chunkBytes = Math.min(header.chunkBytes(), in.length() - header.chunk());
    byte[] file = new byte[12 + header.chunkBytes()];
    System.arraycopy(in.array(), 0, file, 0, 12);
    System.arraycopy(in.array(), header.chunk(), file, 12, chunkBytes);
    int riffBytes = file.length - 8;
    for (int i = 0; i < 4; i++) {
      file[4 + i] = (byte) (riffBytes >>> (8 * i));
    }
    return file;
  }
}
