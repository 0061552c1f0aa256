// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.flinkqlip.model.imaging.ImageFormat;

/** Formats in which scenes are written, and how. */
enum SceneFormat {
  JPEG_HIGH_QUALITY(ImageFormat.JPEG, BufferedImage.TYPE_3BYTE_BGR, "JPEG", 0.95f, false),
  JPEG_LOW_QUALITY(ImageFormat.JPEG, BufferedImage.TYPE_3BYTE_BGR, "JPEG", 0.5f, false),
  JPEG_PROGRESSIVE(ImageFormat.JPEG, BufferedImage.TYPE_3BYTE_BGR, "JPEG", 0.8f, true),
  JPEG_GRAY(ImageFormat.JPEG, BufferedImage.TYPE_BYTE_GRAY, "JPEG", 0.9f, false),
  PNG(ImageFormat.PNG, BufferedImage.TYPE_3BYTE_BGR, "", 0, false),
  PNG_ALPHA(ImageFormat.PNG, BufferedImage.TYPE_4BYTE_ABGR, "", 0, false),
  PNG_PALETTE(ImageFormat.PNG, BufferedImage.TYPE_BYTE_INDEXED, "", 0, false),
  GIF(ImageFormat.GIF, BufferedImage.TYPE_BYTE_INDEXED, "", 0, false),
  BMP(ImageFormat.BMP, BufferedImage.TYPE_3BYTE_BGR, "", 0, false),
  TIFF(ImageFormat.TIFF, BufferedImage.TYPE_3BYTE_BGR, "LZW", 0, false),
  WEBP(ImageFormat.WEBP, BufferedImage.TYPE_3BYTE_BGR, "Lossy", 0.8f, false),
  WEBP_LOSSLESS(ImageFormat.WEBP, BufferedImage.TYPE_3BYTE_BGR, "Lossless", 0.5f, false);

  private final ImageFormat format;
  private final int pixelType;
  private final String compression;
  private final float quality;
  private final boolean progressive;

  SceneFormat(
      ImageFormat format, int pixelType, String compression, float quality, boolean progressive) {
    this.format = format;
    this.pixelType = pixelType;
    this.compression = compression;
    this.quality = quality;
    this.progressive = progressive;
  }

  String mediaType() {
    return format.mimeType();
  }

  String extension() {
    return format.endings().get(0);
  }

  /** Whether colours survive. */
  boolean hasColors() {
    return pixelType != BufferedImage.TYPE_BYTE_GRAY;
  }

  /** The image in this format, as in a file. */
  byte[] encode(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(format.mimeType()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(convert(image), null, null), parameters(writer));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private ImageWriteParam parameters(ImageWriter writer) {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (!compression.isEmpty()) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType(compression);
    }
    if (quality > 0) {
      parameters.setCompressionQuality(quality);
    }
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    return parameters;
  }

  private BufferedImage convert(BufferedImage image) {
    if (image.getType() == pixelType) {
      return image;
    }
    BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), pixelType);
    Graphics2D graphics = converted.createGraphics();
    try {
      graphics.drawImage(image, 0, 0, null);
    } finally {
      graphics.dispose();
    }
    return converted;
  }
}
