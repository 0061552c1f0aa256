package org.flinkqlip.model.imaging.internal.jpeg;

import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/**
 * Decodes a JPEG stream to its stored components, upsampled but without any colour conversion, by
 * the JDK's reader, which is libjpeg: the same accurate integer inverse DCT and the same smooth
 * upsampling of chroma as in Pillow.
 */
final class JpegComponents {
  private static final String READER_SPI = "com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi";

  private JpegComponents() {}

  /**
   * The components of a stream that holds no application segments.
   *
   * @param stream the stream
   * @param in for messages
   * @return uint8 [height, width, components]
   */
  static byte[] decode(byte[] stream, JpegHeader header, ImageBytes in)
      throws ImageRejectedException {
    Raster raster = read(stream, in);
    if (raster.getWidth() != header.width()
        || raster.getHeight() != header.height()
        || raster.getNumBands() != header.components()) {
      throw in.corrupt("the decoder found another size than the header names");
    }
    return samples(raster, header.components());
  }

  private static Raster read(byte[] stream, ImageBytes in) throws ImageRejectedException {
    ByteArrayImageInputStream source = new ByteArrayImageInputStream(stream);
    ImageReader reader = newReader();
    Raster raster;
    try {
      reader.setInput(source, true, true);
      raster = reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) {
      throw source.reachedEnd() ? in.truncated() : in.corrupt("broken data: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
    // libjpeg makes up an end marker and pixels, and only warns.
    if (source.reachedEnd()) {
      throw in.truncated();
    }
    return raster;
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

  /** Finds the reader by its class, so that other readers on the classpath never take its place. */
  private static final class Holder {
    static final ImageReaderSpi SPI = find();

    private static ImageReaderSpi find() {
      // The registry is per process and keeps every plugin that the context class loader offers on
      // first use. Under Flink that loader belongs to one job, which could then never be unloaded.
      Thread thread = Thread.currentThread();
      ClassLoader context = thread.getContextClassLoader();
      thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
      try {
        Class<?> type = Class.forName(READER_SPI);
        Object spi = IIORegistry.getDefaultInstance().getServiceProviderByClass(type);
        if (spi == null) {
          throw new IllegalStateException("this JDK has no " + READER_SPI);
        }
        return (ImageReaderSpi) spi;
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(
            "this JDK has no JPEG reader: use one with the module java.desktop", e);
      } finally {
        thread.setContextClassLoader(context);
      }
    }
  }
}
