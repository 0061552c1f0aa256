// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** What libjpeg holds while it decodes a stream. */
final class JpegMemory {
  private static final int BLOCK = 8;
  private static final int MAX_SAMPLING = 4;
  private static final int SOF_PROGRESSIVE = 0xc2;
  private static final int SOF_PROGRESSIVE_ARITHMETIC = 0xca;

  private JpegMemory() {}

  /**
   * Bytes outside of the heap: the coefficients of the whole image, two bytes each, if it comes in
   * several scans; rows of blocks if not.
   */
  static long nativeBytes(ImageBytes in, JpegHeader header) {
    long columns = header.width() + (long) MAX_SAMPLING * BLOCK;
    long rows = header.height() + (long) MAX_SAMPLING * BLOCK;
    long strip = 64 * columns * header.components() + (1 << 18);
    try {
      int frame = frame(in, header);
      boolean whole = header.scans().count() > 1 || isProgressive(in.u8(frame));
      return strip + (whole ? 2 * samples(in, frame, header, columns, rows) : 0);
    } catch (ImageRejectedException e) {
      return strip + 2 * header.components() * columns * rows; // decoding will say what is wrong
    }
  }

  private static boolean isProgressive(int marker) {
    return marker == SOF_PROGRESSIVE || marker == SOF_PROGRESSIVE_ARITHMETIC;
  }

  /** Offset of the frame marker's code. */
  private static int frame(ImageBytes in, JpegHeader header) throws ImageRejectedException {
    JpegMarkers markers = new JpegMarkers(in, header.start() + 2);
    do {
      markers.advance();
      if (markers.isFrame()) {
        return markers.offset() + 1;
      }
    } while (markers.offset() < header.firstScan());
    throw in.corrupt("no frame");
  }

  /** Samples of all components, each of which may be smaller than the image. */
  private static long samples(ImageBytes in, int frame, JpegHeader header, long columns, long rows)
      throws ImageRejectedException {
    int components = header.components();
    int most = 1;
    int mostDown = 1;
    for (int i = 0; i < components; i++) {
      most = Math.max(most, in.u8(frame + 10 + 3 * i) >> 4);
      mostDown = Math.max(mostDown, in.u8(frame + 10 + 3 * i) & 0xf);
    }
    long samples = 0;
    for (int i = 0; i < components; i++) {
      int sampling = in.u8(frame + 10 + 3 * i);
      samples +=
          (columns * (sampling >> 4) / most + BLOCK) * (rows * (sampling & 0xf) / mostDown + BLOCK);
    }
    return samples;
  }
}
