// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ByteArrayImageInputStream;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.JdkReaders;

/**
 * Decodes JPEG streams by the JDK's reader, which is libjpeg: the same accurate integer inverse DCT
 * and the same smooth upsampling of chroma as in Pillow.
 */
final class LibJpeg {
  private static final String READER_SPI = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";
  private static final int[] RGB_OFFSETS = {0, 1, 2};
  private static final ComponentColorModel RGB_MODEL =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private LibJpeg() {}

  private interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /**
   * The stored components, upsampled but without any colour conversion.
   *
   * @return uint8 [height, width, components]
   */
  static byte[] components(JpegStream stream, JpegHeader header) throws ImageRejectedException {
    Raster raster = read(stream, header, reader -> reader.readRaster(0, null));
    if (raster.getWidth() != header.width()
        || raster.getHeight() != header.height()
        || raster.getNumBands() != header.components()) {
      throw otherSize(stream.in());
    }
    return samples(raster, header.components());
  }

  /**
   * The pixels of a stream whose colours are YCbCr: libjpeg converts them, by vector instructions
   * where it is libjpeg-turbo.
   *
   * @param rgb receives uint8 [height, width, 3]
   */
  static void rgb(JpegStream stream, JpegHeader header, byte[] rgb) throws ImageRejectedException {
    int width = header.width();
    int height = header.height();
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length), width, height, 3 * width, 3, RGB_OFFSETS, null);
    boolean sameSize =
        read(
            stream,
            header,
            reader -> {
              ImageReadParam destination = reader.getDefaultReadParam();
              destination.setDestination(new BufferedImage(RGB_MODEL, raster, false, null));
              reader.read(0, destination);
              return reader.getWidth(0) == width && reader.getHeight(0) == height;
            });
    if (!sameSize) {
      throw otherSize(stream.in());
    }
  }

  private static <T> T read(JpegStream stream, JpegHeader header, Reading<T> reading)
      throws ImageRejectedException {
    ImageBytes in = stream.in();
    ByteArrayImageInputStream source = stream.open();
    ImageReader reader = newReader();
    T result;
    try {
      if (header.sequential()) {
        reader.addIIOReadUpdateListener(new LastRow(header.height(), source::allowEnd));
      }
      reader.setInput(source, true, true);
      result = reading.read(reader);
    } catch (IOException | RuntimeException e) {
      throw source.reachedEnd() ? in.truncated() : in.corrupt("broken data: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
    // libjpeg makes up an end marker and pixels, and only warns.
    if (source.reachedEnd()) {
      throw in.truncated();
    }
    return result;
  }

  /** Whether this JDK's libjpeg reads arithmetic coding: libjpeg-turbo may, libjpeg 6b cannot. */
  static boolean readsArithmeticCoding() {
    return ArithmeticCoding.READABLE;
  }

  private static ImageRejectedException otherSize(ImageBytes in) {
    return in.corrupt("the decoder found another size than the header names");
  }

  private static byte[] samples(Raster raster, int components) {
    if (!(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || !(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
        || model.getPixelStride() != components
        || model.getScanlineStride() != components * raster.getWidth()
        || model.getBandOffsets()[0] != 0) {
      throw new IllegalStateException("the JDK's JPEG reader changed its raster: " + raster);
    }
    return buffer.getData();
  }

  private static ImageReader newReader() {
    try {
      return Holder.SPI.createReaderInstance(null);
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's JPEG reader does not start", e);
    }
  }

  /** Found out by the smallest file of this kind. */
  private static final class ArithmeticCoding {
    private static final int EDGE = 8;
    static final boolean READABLE = isReadable();

    private static boolean isReadable() {
      ImageReader reader = newReader();
      try {
        reader.setInput(new ByteArrayImageInputStream(file()), true, true);
        return reader.readRaster(0, null).getWidth() == EDGE;
      } catch (IOException | RuntimeException e) {
        return false;
      } finally {
        reader.dispose();
      }
    }

    private static byte[] file() {
      int[] quantization = {0xff, 0xd8, 0xff, JpegMarkers.DQT, 0, 67, 0};
      int[] frameAndScan = {
        0xff,
        0xc9,
        0,
        11,
        8,
        0,
        EDGE,
        0,
        EDGE,
        1,
        1,
        0x11,
        0, //
        0xff,
        JpegMarkers.SOS,
        0,
        8,
        1,
        1,
        0,
        0,
        63,
        0, //
        0,
        0,
        0,
        0,
        0xff,
        JpegMarkers.EOI
      };
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      IntStream.of(quantization).forEach(file::write);
      IntStream.range(0, 64).forEach(i -> file.write(1));
      IntStream.of(frameAndScan).forEach(file::write);
      return file.toByteArray();
    }
  }

  /** On first use: a JDK may lack it. */
  private static final class Holder {
    static final ImageReaderSpi SPI = JdkReaders.find(READER_SPI, "JPEG");
  }
}
