// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;

/**
 * A test picture as an encoded file.
 *
 * @param name of its figures, such as jpeg500x375
 * @param lossless whether its pixels are those that were drawn
 * @param path where it lies
 * @param content the file's bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared and printed by nobody
record TestFile(String name, boolean lossless, TestPicture picture, Path path, byte[] content) {
  private static final float WEBP_QUALITY = 0.8f;

  /** Writes a picture to {@code directory} as JPEG, PNG and lossy WebP. */
  static List<TestFile> write(TestPicture picture, Path directory) throws IOException {
    List<TestFile> files = new ArrayList<>();
    for (PictureFormat format : PictureFormat.values()) {
      byte[] content =
          format == PictureFormat.WEBP
              ? lossyWebp(picture)
              : new PictureWriter(format)
                  .write(picture.rgb(), picture.size().width(), picture.size().height());
      String name = format.toString() + picture.size();
      Path path = directory.resolve(name + "." + format.extension());
      Files.write(path, content);
      files.add(new TestFile(name, format == PictureFormat.PNG, picture, path, content));
    }
    return files;
  }

  /** WebP as most files are, which our own writer of pictures does not make. */
  private static byte[] lossyWebp(TestPicture picture) throws IOException {
    int width = picture.size().width();
    int height = picture.size().height();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    image.getRaster().setDataElements(0, 0, width, height, picture.rgb());
    ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/webp").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionType("Lossy");
      parameters.setCompressionQuality(WEBP_QUALITY);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Format, extents and bytes, for people. */
  String describe() {
    return "%s, %.0f KiB".formatted(name, content.length / 1024.0);
  }
}
