// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.MultiPixelPackedSampleModel;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ByteArrayImageInputStream;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.JdkReaders;

/**
 * The CCITT compressions of one bit a pixel (TIFF 6.0, sections 10 and 11), decoded by the JDK's
 * TIFF reader from a file of one strip that is made here: it sees no directory but ours.
 */
final class TiffFax {
  private static final String READER_SPI = "com.sun.imageio.plugins.tiff.TIFFImageReaderSpi";
  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** The reader inverts what is stored the other way round. */
  private static final int BLACK_IS_ZERO = 1;

  private static final int ENTRIES = 11;
  private static final int DATA = 8 + 2 + 12 * ENTRIES + 4;

  private TiffFax() {}

  /**
   * Decodes a block.
   *
   * @param in for messages
   * @param compression 2, 3 or 4
   * @param options of that compression: the tag T4Options or T6Options
   * @param data most significant bit first
   * @return rows of (width + 7) / 8 bytes, 1 for black
   */
  static byte[] decode(
      ImageBytes in, int compression, int options, byte[] data, int width, int height)
      throws ImageRejectedException {
    byte[] head = head(compression, options, data.length, width, height);
    ImageReader reader = newReader();
    try {
      reader.setInput(new ByteArrayImageInputStream(head, data, 0, data.length), true, true);
      return bits(reader.read(0), width, height);
    } catch (EOFException e) {
      throw in.truncated();
    } catch (IOException | RuntimeException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw in.corrupt("broken CCITT data: " + reason, e);
    } finally {
      reader.dispose();
    }
  }

  private static byte[] head(int compression, int options, int bytes, int width, int height) {
    ByteArrayOutputStream head = new ByteArrayOutputStream(DATA);
    head.writeBytes(new byte[] {'I', 'I', '*', 0, 8, 0, 0, 0, ENTRIES, 0});
    entry(head, TiffTag.IMAGE_WIDTH, LONG, width);
    entry(head, TiffTag.IMAGE_LENGTH, LONG, height);
    entry(head, TiffTag.BITS_PER_SAMPLE, SHORT, 1);
    entry(head, TiffTag.COMPRESSION, SHORT, compression);
    entry(head, TiffTag.PHOTOMETRIC_INTERPRETATION, SHORT, BLACK_IS_ZERO);
    entry(head, TiffTag.FILL_ORDER, SHORT, 1);
    entry(head, TiffTag.STRIP_OFFSETS, LONG, DATA);
    entry(head, TiffTag.SAMPLES_PER_PIXEL, SHORT, 1);
    entry(head, TiffTag.ROWS_PER_STRIP, LONG, height);
    entry(head, TiffTag.STRIP_BYTE_COUNTS, LONG, bytes);
    entry(head, compression == 4 ? TiffTag.T6_OPTIONS : TiffTag.T4_OPTIONS, LONG, options);
    head.writeBytes(new byte[4]);
    return head.toByteArray();
  }

  private static void entry(ByteArrayOutputStream out, int tag, int type, int value) {
    little(out, tag, 2);
    little(out, type, 2);
    little(out, 1, 4);
    little(out, value, 4);
  }

  private static void little(ByteArrayOutputStream out, int value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (8 * i));
    }
  }

  private static byte[] bits(BufferedImage image, int width, int height) {
    int stride = (width + 7) / 8;
    if (!(image.getRaster().getDataBuffer() instanceof DataBufferByte buffer)
        || !(image.getSampleModel() instanceof MultiPixelPackedSampleModel model)
        || model.getPixelBitStride() != 1
        || model.getScanlineStride() != stride
        || buffer.getData().length != stride * height) {
      throw new IllegalStateException("the JDK's TIFF reader changed its raster: " + image);
    }
    return buffer.getData();
  }

  private static ImageReader newReader() {
    try {
      return Holder.SPI.createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's TIFF reader does not start", e);
    }
  }

  /** On first use: a JDK may lack it. */
  private static final class Holder {
    static final ImageReaderSpi SPI = JdkReaders.find(READER_SPI, "TIFF");
  }
}
