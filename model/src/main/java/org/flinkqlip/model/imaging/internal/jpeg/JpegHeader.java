package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;

/**
 * What the marker segments before the first scan say (ITU-T T.81, annex B).
 *
 * @param width columns
 * @param height rows
 * @param components 1, 3 or 4
 * @param colors how the components are to be read
 * @param orientation from an EXIF segment
 * @param firstScan offset of the first SOS marker
 * @param scans number of SOS markers
 */
record JpegHeader(
    int width,
    int height,
    int components,
    JpegColors colors,
    Orientation orientation,
    int firstScan,
    int scans) {

  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;

  /** Far more than any encoder writes. */
  private static final int MAX_SCANS = 100;

  /** As many as encoders write; with more, the size counts. */
  private static final int COMMON_SCANS = 16;

  /**
   * Pixels times scans. A scan may be empty and is still a pass over all of them: a bound on the
   * work that a small file can ask for.
   */
  private static final long MAX_SCANNED_PIXELS = 1L << 30;

  static JpegHeader read(ImageBytes in) throws ImageRejectedException {
    return new Parser(in).parse();
  }

  /**
   * Offset of the next marker's code at or after {@code offset}. Bytes that belong to no marker are
   * skipped, as every decoder does.
   */
  static int nextMarker(ImageBytes in, int offset) throws ImageRejectedException {
    int at = offset;
    while (true) {
      while (in.u8(at) != 0xff) {
        at++;
      }
      while (in.u8(at) == 0xff) {
        at++;
      }
      if (in.u8(at) != 0) {
        return at;
      }
    }
  }

  /** Whether a marker stands alone, without a length. */
  static boolean isBare(int marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= EOI);
  }

  /** Whether a marker starts a comment or a segment of some application. */
  static boolean isApplication(int marker) {
    return (marker >= APP0 && marker <= 0xef) || marker == 0xfe;
  }

  static boolean isFrame(int marker) {
    return marker >= 0xc0
        && marker <= 0xcf
        && marker != 0xc4 // Huffman tables
        && marker != 0xc8 // reserved
        && marker != 0xcc; // arithmetic conditioning
  }

  private static final class Parser {
    private final ImageBytes in;
    private int frame = -1; // offset of the frame's payload
    private boolean jfif;
    private int adobeTransform = JpegColors.NO_ADOBE;
    private Orientation orientation = Orientation.UPRIGHT;

    Parser(ImageBytes in) {
      this.in = in;
    }

    JpegHeader parse() throws ImageRejectedException {
      int at = 2;
      while (true) {
        int code = nextMarker(in, at);
        int marker = in.u8(code);
        if (marker == EOI) {
          throw in.corrupt("no image before the end marker");
        }
        if (isBare(marker)) {
          at = code + 1;
          continue;
        }
        int length = in.u16be(code + 1);
        if (length < 2) {
          throw in.corrupt("a segment of length " + length);
        }
        in.require(code + 1, length);
        if (marker == SOS) {
          return finish(code - 1);
        }
        segment(marker, code + 3, length - 2);
        at = code + 1 + length;
      }
    }

    private void segment(int marker, int start, int length) throws ImageRejectedException {
      if (isFrame(marker)) {
        frame(marker, start, length);
      } else if (marker == APP0 && length >= 12 && in.matches(start, "JFIF\0")) {
        jfif = true;
      } else if (marker == APP14 && length >= 12 && in.matches(start, "Adobe")) {
        adobeTransform = in.u8(start + 11);
      } else if (marker == APP1 && in.matches(start, "Exif\0\0")) {
        orientation = ExifOrientation.read(in, start, length);
      }
    }

    private void frame(int marker, int start, int length) throws ImageRejectedException {
      if (frame >= 0) {
        throw in.corrupt("two frames");
      }
      if (marker > 0xc2) {
        throw in.unsupported(
            "frame type SOF" + (marker - 0xc0) + " (only baseline, extended and progressive)");
      }
      if (length < 6) {
        throw in.corrupt("a frame header of " + length + " bytes");
      }
      if (in.u8(start) != 8) {
        throw in.unsupported(in.u8(start) + " bits a sample");
      }
      int components = in.u8(start + 5);
      if (components != 1 && components != 3 && components != 4) {
        throw in.unsupported(components + " components");
      }
      if (length != 6 + 3 * components) {
        throw in.corrupt("a frame header of " + length + " bytes for " + components);
      }
      frame = start;
    }

    private JpegHeader finish(int firstScan) throws ImageRejectedException {
      if (frame < 0) {
        throw in.corrupt("a scan before the frame header");
      }
      int height = in.u16be(frame + 1);
      int width = in.u16be(frame + 3);
      if (width == 0 || height == 0) {
        throw in.corrupt("size " + width + " x " + height);
      }
      int components = in.u8(frame + 5);
      int[] ids = new int[components];
      for (int i = 0; i < components; i++) {
        ids[i] = in.u8(frame + 6 + 3 * i);
      }
      int scans = countScans(firstScan);
      if (scans > MAX_SCANS) {
        throw in.unsupported(scans + " scans (more than " + MAX_SCANS + ")");
      }
      if (scans > COMMON_SCANS && (long) scans * width * height > MAX_SCANNED_PIXELS) {
        throw in.unsupported(scans + " scans of " + width + " x " + height + " pixels");
      }
      JpegColors colors = JpegColors.of(ids, jfif, adobeTransform);
      return new JpegHeader(width, height, components, colors, orientation, firstScan, scans);
    }

    /** Scan markers cannot occur inside coded data, so counting them needs no parsing. */
    private int countScans(int firstScan) {
      byte[] bytes = in.array();
      int scans = 0;
      for (int i = firstScan; i + 1 < bytes.length; i++) {
        if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) SOS) {
          scans++;
        }
      }
      return scans;
    }
  }
}
