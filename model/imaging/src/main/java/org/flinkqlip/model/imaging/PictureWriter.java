// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static java.util.Objects.requireNonNull;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.flinkqlip.model.scratch.NativeLibraries;

/** Writes RGB pixels as an encoded image. Safe for use by several threads. */
public final class PictureWriter {
  private static final float JPEG_QUALITY = 0.92f;

  private final PictureFormat format;

  public PictureWriter(PictureFormat format) {
    this.format = requireNonNull(format, "format is null");
  }

  /**
   * Encodes pixels.
   *
   * @param rgb rows, columns, RGB; height x width x 3 bytes
   */
  public byte[] write(byte[] rgb, int width, int height) {
    if (rgb.length != Math.multiplyExact(Math.multiplyExact(width, height), 3)) {
      throw new IllegalArgumentException(
          "%d bytes are no RGB image of %d x %d".formatted(rgb.length, width, height));
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * 3;
        row[x] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | rgb[at + 2] & 0xff;
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
    return write(image);
  }

  /** Encodes an opaque image. */
  public byte[] write(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriter writer = writer(image);
      try {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, null), parameters(writer));
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private ImageWriter writer(BufferedImage image) throws IOException {
    if (format == PictureFormat.WEBP) {
      NativeLibraries.prepareUnchecked();
      ImageWriterSpi provider = new WebPImageWriterSpi();
      return provider.createWriterInstance();
    }
    return ImageIO.getImageWriters(
            ImageTypeSpecifier.createFromRenderedImage(image), format.extension())
        .next();
  }

  private ImageWriteParam parameters(ImageWriter writer) {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    switch (format) {
      case JPEG -> {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(JPEG_QUALITY);
      }
      case WEBP -> {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType("Lossless");
      }
      case PNG -> {}
    }
    return parameters;
  }
}
