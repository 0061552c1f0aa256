// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;

/**
 * A JPEG file: baseline, extended or progressive, Huffman-coded, 8 bits; colour profiles ignored.
 */
public final class JpegImage extends ParsedFile<JpegHeader> {
  private JpegImage(ImageBytes in, JpegHeader header) {
    super(in, header);
  }

  /** Reads the header. */
  public static JpegImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("JPEG", content);
    return new JpegImage(in, JpegHeader.read(in));
  }

  @Override
  public Orientation exifOrientation() {
    return header.orientation();
  }

  @Override
  public DecodingNeed need() {
    long samples =
        header.colors() == JpegColors.YCBCR ? 0 : (long) header.components() * width() * height();
    // The JDK's reader hands over rows, in its own raster and in an array.
    long rows = 16L * width();
    return DecodingNeed.ofRgb(width(), height(), samples + rows)
        .withNative(JpegMemory.nativeBytes(in, header));
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    RgbImage image = buffer.image(width(), height());
    JpegStream stream = JpegStream.decodable(in, header);
    if (header.colors() == JpegColors.YCBCR) {
      LibJpeg.rgb(stream, header, image.rgb());
    } else {
      byte[] components = LibJpeg.components(stream, header);
      header.colors().toRgb(components, image.rgb(), width() * height());
    }
    return image;
  }
}
