// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.gif;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;

/** The first frame of a GIF file on its logical screen. */
public final class GifImage extends ParsedFile<GifHeader> {
  // Interlacing: first row and step of each pass.
  private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  private static final int[][] ONE_PASS = {{0, 1}};

  private GifImage(ImageBytes in, GifHeader header) {
    super(in, header);
  }

  /** Reads the header. */
  public static GifImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("GIF", content);
    return new GifImage(in, GifHeader.read(in));
  }

  @Override
  public DecodingNeed need() {
    return DecodingNeed.ofRgb(width(), height(), (long) header.frameWidth() * header.frameHeight());
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    RgbImage image = buffer.black(width(), height());
    boolean covered =
        header.frameWidth() == header.width() && header.frameHeight() == header.height();
    if (!covered) {
      for (int at = 0; at < image.rgb().length; at += 3) {
        header.palette().put(header.background(), image.rgb(), at);
      }
    }
    int columns = header.frameWidth();
    byte[] indices =
        new GifLzw(in, header.data(), header.minimumBits()).decode(columns * header.frameHeight());
    int from = 0;
    for (int[] pass : header.interlaced() ? PASSES : ONE_PASS) {
      for (int row = pass[0]; row < header.frameHeight(); row += pass[1]) {
        int at = image.at(header.left(), header.top() + row);
        for (int column = 0; column < columns; column++, at += 3) {
          header.palette().put(indices[from++] & 0xff, image.rgb(), at);
        }
      }
    }
    return image;
  }
}
