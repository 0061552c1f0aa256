// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.bmp;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.flinkqlip.model.imaging.internal.SampleUnpacker;

/** A Windows or OS/2 bitmap; alpha is dropped. */
public final class BmpImage extends ParsedFile<BmpHeader> {
  private BmpImage(ImageBytes in, BmpHeader header) {
    super(in, header);
  }

  /** Whether the bytes may be a bitmap without file header; to be asked last of all formats. */
  public static boolean matchesBare(ImageBytes in) throws ImageRejectedException {
    return BmpHeader.isBare(in);
  }

  /** Reads the header. */
  public static BmpImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("BMP", content);
    return new BmpImage(in, BmpHeader.read(in));
  }

  /** Reads the header of a bitmap without file header. */
  public static BmpImage openBare(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("BMP", content);
    return new BmpImage(in, BmpHeader.readBare(in));
  }

  @Override
  public DecodingNeed need() {
    boolean runs = header.compression() != BmpHeader.Compression.NONE;
    long indices = runs ? (long) width() * height() : 4L * width();
    return DecodingNeed.ofRgb(width(), height(), indices);
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    if (header.compression() != BmpHeader.Compression.NONE) {
      return decodeRuns(buffer);
    }
    in.require(header.data(), header.dataBytes());
    RgbImage image = buffer.black(width(), height());
    int[] indices = new int[width()];
    for (int row = 0; row < height(); row++) {
      int from = (int) (header.data() + row * header.rowBytes());
      int at = image.at(0, target(row));
      if (header.layout() == BmpLayout.INDEXED) {
        SampleUnpacker.unpack(in.array(), from, header.bits(), indices, width());
        for (int x = 0; x < width(); x++, at += 3) {
          header.palette().put(indices[x], image.rgb(), at);
        }
      } else {
        for (int x = 0; x < width(); x++, at += 3) {
          header.layout().put(pixel(from, x), image.rgb(), at);
        }
      }
    }
    return image;
  }

  private RgbImage decodeRuns(PixelBuffer buffer) throws ImageRejectedException {
    byte[] indices = new BmpRunLengths(in, header).decode(header.data());
    RgbImage image = buffer.black(width(), height());
    int from = 0;
    for (int row = 0; row < height(); row++) {
      int at = image.at(0, target(row));
      for (int x = 0; x < width(); x++, at += 3) {
        header.palette().put(indices[from++] & 0xff, image.rgb(), at);
      }
    }
    return image;
  }

  private int target(int row) {
    return header.topDown() ? row : height() - 1 - row;
  }

  private int pixel(int row, int x) {
    byte[] bytes = in.array();
    int size = header.bits() / 8;
    int at = row + x * size;
    int pixel = (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
    if (size > 2) {
      pixel |= (bytes[at + 2] & 0xff) << 16;
    }
    if (size > 3) {
      pixel |= (bytes[at + 3] & 0xff) << 24;
    }
    return pixel;
  }
}
