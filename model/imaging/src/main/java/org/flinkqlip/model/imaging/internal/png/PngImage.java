// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import org.flinkqlip.model.imaging.DecodingNeed;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.flinkqlip.model.imaging.internal.ParsedFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.flinkqlip.model.imaging.internal.SampleUnpacker;

/** A PNG file of any colour type and depth; of an animated one, its still image. */
public final class PngImage extends ParsedFile<PngHeader> {
  /** What every PNG starts with. */
  public static final String SIGNATURE = PngHeader.SIGNATURE;

  // Adam7: first column, first row, column step, row step of each pass.
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };
  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private PngImage(ImageBytes in, PngHeader header) {
    super(in, header);
  }

  /** Reads the header. */
  public static PngImage open(byte[] content) throws ImageRejectedException {
    ImageBytes in = new ImageBytes("PNG", content);
    return new PngImage(in, PngHeader.read(in));
  }

  @Override
  public Orientation exifOrientation() {
    return PngOrientation.read(in);
  }

  @Override
  public DecodingNeed need() {
    // A row filtered, the one before it, the one as inflated (or some short ones), and its samples.
    long row = header.rowBytes(width()) + 1L;
    return DecodingNeed.ofRgb(
        width(),
        height(),
        3 * row + PngRows.CHUNK_BYTES + 4L * width() * header.colors().channels());
  }

  @Override
  public RgbImage decode(PixelBuffer buffer) throws ImageRejectedException {
    RgbImage image = buffer.image(width(), height());
    try (PngDataStream data = new PngDataStream(in, header.firstData())) {
      for (int[] pass : header.interlaced() ? PASSES : ONE_PASS) {
        decodePass(data, pass, image);
      }
    }
    return image;
  }

  private void decodePass(PngDataStream data, int[] pass, RgbImage image)
      throws ImageRejectedException {
    int columns = steps(width(), pass[0], pass[2]);
    int rows = steps(height(), pass[1], pass[3]);
    if (columns == 0 || rows == 0) {
      return;
    }
    int channels = header.colors().channels();
    int bits = header.bits();
    int pixelBytes = Math.max(channels * bits / 8, 1);
    PngRows lines = new PngRows(in, data, header.rowBytes(columns), pixelBytes, rows);
    boolean verbatim = header.colors() == PngColors.RGB && bits == 8 && !header.interlaced();
    int[] samples = new int[columns * channels];
    for (int row = 0; row < rows; row++) {
      byte[] line = lines.next();
      int at = image.at(pass[0], pass[1] + row * pass[3]);
      if (verbatim) {
        System.arraycopy(line, 1, image.rgb(), at, 3 * columns);
        continue;
      }
      SampleUnpacker.unpack(line, 1, bits, samples, samples.length);
      for (int column = 0; column < columns; column++, at += 3 * pass[2]) {
        header.colors().put(samples, column * channels, bits, header.palette(), image.rgb(), at);
      }
    }
  }

  private static int steps(int size, int first, int step) {
    return (size - first + step - 1) / step;
  }
}
