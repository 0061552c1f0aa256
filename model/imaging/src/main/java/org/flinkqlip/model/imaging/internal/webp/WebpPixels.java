// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.webp;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ByteArrayImageInputStream;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.scratch.NativeLibraries;

/** Decodes a WebP file without extensions by libwebp. */
final class WebpPixels {
  private static final WebPImageReaderSpi SPI;

  static {
    NativeLibraries.prepareUnchecked();
    SPI = new WebPImageReaderSpi();
  }

  private WebpPixels() {}

  /**
   * The pixels of a file.
   *
   * @param in for messages
   * @return 0x??RRGGBB [height, width]
   */
  static int[] decode(ImageBytes in, byte[] file, int width, int height)
      throws ImageRejectedException {
    ImageReader reader = SPI.createReaderInstance(null);
    BufferedImage image;
    try {
      reader.setInput(new ByteArrayImageInputStream(file), false, true);
      image = reader.read(0);
    } catch (IOException | RuntimeException e) {
      throw in.corrupt("broken data: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "libwebp does not load on this platform: check that the temporary directory allows"
              + " native libraries, or name another one with -Dcom.luciad.imageio.webp.tmpdir",
          e);
    } finally {
      reader.dispose();
    }
    if (image.getWidth() != width || image.getHeight() != height) {
      throw in.corrupt("the decoder found another size than the header names");
    }
    if (!(image.getRaster().getDataBuffer() instanceof DataBufferInt buffer)
        || !(image.getColorModel() instanceof DirectColorModel model)
        || model.getRedMask() != 0xff0000
        || model.getBlueMask() != 0xff) {
      throw new IllegalStateException("the WebP reader changed its raster: " + image);
    }
    return buffer.getData();
  }
}
