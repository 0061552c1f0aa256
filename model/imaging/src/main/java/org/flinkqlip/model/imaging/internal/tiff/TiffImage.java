// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.tiff;

import java.util.stream.LongStream;
import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.flinkqlip.model.imaging.internal.SampleUnpacker;

/** The first image of a TIFF file, turned upright as its own orientation tag says. */
public final class TiffImage extends ParsedFile<TiffHeader> {
  private TiffImage(ImageBytes in, TiffHeader header) {
    super(in, header);
  }

  /** Reads the header. */
  public static TiffImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("TIFF", content);
    return new TiffImage(in, TiffHeader.read(in));
  }

  @Override
  public DecodingNeed need() {
    boolean jpeg = header.compression() == TiffCompression.JPEG;
    int planes = header.planar() ? header.samples() : 1;
    TiffBlockReader blocks = new TiffBlockReader(in, header);
    long block = (long) blocks.rowBytes() * header.blockHeight();
    long stored =
        header.compression() == TiffCompression.NONE
            ? block
            : LongStream.of(header.byteCounts()).max().orElse(in.length());
    // A JPEG block is joined with its tables.
    long copies = jpeg ? 2 * stored + header.jpegTables().length : stored;
    long places = 8L * (header.offsets().length + header.byteCounts().length);
    long row = 4L * header.blockWidth() * (header.samples() + 1);
    boolean turned = header.orientation() != Orientation.UPRIGHT;
    DecodingNeed need =
        DecodingNeed.ofRgb(width(), height(), planes * block + copies + places + row)
            .withHeap(turned ? 3L * width() * height() : 0);
    // Coefficients of two bytes, of blocks that are padded.
    return jpeg
        ? need.withNative(
            2L * header.samples() * (header.blockWidth() + 32L) * (header.blockHeight() + 32L))
        : need;
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    RgbImage image = buffer.black(width(), height());
    TiffBlockReader blocks = new TiffBlockReader(in, header);
    int planes = header.planar() ? header.samples() : 1;
    byte[][] block = new byte[planes][];
    for (int row = 0; row < header.rows(); row++) {
      int top = row * header.blockHeight();
      int rows = Math.min(header.blockHeight(), height() - top);
      for (int column = 0; column < header.columns(); column++) {
        for (int plane = 0; plane < planes; plane++) {
          int index = (plane * header.rows() + row) * header.columns() + column;
          block[plane] = blocks.read(index, header.tiled() ? header.blockHeight() : rows);
        }
        place(block, blocks.rowBytes(), column * header.blockWidth(), top, rows, image);
      }
    }
    // Whatever the options say about EXIF.
    return header.orientation().apply(image);
  }

  private void place(byte[][] block, int rowBytes, int left, int top, int rows, RgbImage image) {
    int columns = Math.min(header.blockWidth(), width() - left);
    int samples = header.samples();
    int[] pixels = new int[columns * samples];
    int[] plane = new int[columns];
    for (int row = 0; row < rows; row++) {
      if (block.length == 1) {
        SampleUnpacker.unpack(block[0], row * rowBytes, header.bits(), pixels, pixels.length);
      } else {
        for (int sample = 0; sample < samples; sample++) {
          SampleUnpacker.unpack(block[sample], row * rowBytes, header.bits(), plane, columns);
          for (int column = 0; column < columns; column++) {
            pixels[column * samples + sample] = plane[column];
          }
        }
      }
      int at = image.at(left, top + row);
      for (int column = 0; column < columns; column++, at += 3) {
        header
            .colors()
            .put(pixels, column * samples, header.bits(), header.palette(), image.rgb(), at);
      }
    }
  }
}
