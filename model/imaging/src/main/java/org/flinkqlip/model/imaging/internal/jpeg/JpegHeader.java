// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.jspecify.annotations.Nullable;

/**
 * What the marker segments before the first scan say (ITU-T T.81, annex B).
 *
 * @param width columns
 * @param height rows
 * @param components 1, 3 or 4
 * @param colors how the components are to be read
 * @param orientation from an EXIF segment
 * @param start offset of the start marker; in front of it there are streams of tables only
 * @param firstScan offset of the first SOS marker
 * @param scans what follows from there
 * @param sequential whether one scan holds all components, so that each row is complete once its
 *     data has been read
 */
record JpegHeader(
    int width,
    int height,
    int components,
    JpegColors colors,
    Orientation orientation,
    int start,
    int firstScan,
    JpegMarkers.Scans scans,
    boolean sequential)
    implements ImageHeader {

  private static final int PROGRESSIVE = 0xc2;
  private static final int ARITHMETIC = 0xc9;
  private static final int PROGRESSIVE_ARITHMETIC = 0xca;

  /** libjpeg takes shorter ones for something else. */
  private static final int JFIF_BYTES = 14;

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

  private static final class Parser {
    private final ImageBytes in;
    private int start;
    private int frame = -1; // offset of the frame's payload
    private int frameType;
    private boolean jfif;
    private int adobeTransform = JpegColors.NO_ADOBE;
    private @Nullable Orientation orientation; // null until there is an EXIF segment

    Parser(ImageBytes in) {
      this.in = in;
    }

    JpegHeader parse() throws ImageRejectedException {
      JpegMarkers markers = new JpegMarkers(in, 2);
      while (true) {
        markers.advance();
        if (markers.marker() == JpegMarkers.SOS) {
          return finish(markers);
        }
        if (markers.marker() == JpegMarkers.EOI) {
          nextStream(markers);
        } else {
          segment(markers);
        }
      }
    }

    /** A stream may start with another one that holds tables only; those stay in force. */
    private void nextStream(JpegMarkers markers) throws ImageRejectedException {
      if (frame >= 0 || !markers.isFollowedByStream()) {
        throw in.corrupt("no image before the end marker");
      }
      start = markers.offset() + 2;
      jfif = false;
      adobeTransform = JpegColors.NO_ADOBE;
    }

    private void segment(JpegMarkers markers) throws ImageRejectedException {
      int marker = markers.marker();
      int payload = markers.payload();
      int length = markers.length();
      if (marker == JpegMarkers.JPEG_LS) {
        throw in.unsupported("JPEG-LS");
      }
      if (markers.isFrame()) {
        frame(marker, payload, length);
      } else if (marker == JpegMarkers.APP0
          && length >= JFIF_BYTES
          && in.matches(payload, "JFIF\0")) {
        jfif = true;
      } else if (marker == JpegMarkers.APP14 && length >= 12 && in.matches(payload, "Adobe")) {
        adobeTransform = in.u8(payload + 11L);
      } else if (marker == JpegMarkers.APP1
          && orientation == null
          && length >= 6
          && in.matches(payload, "Exif\0\0")) {
        orientation = ExifOrientation.read(in, payload, length);
      }
    }

    private void frame(int marker, int payload, int length) throws ImageRejectedException {
      if (frame >= 0) {
        throw in.corrupt("two frames");
      }
      boolean arithmetic = marker == ARITHMETIC || marker == PROGRESSIVE_ARITHMETIC;
      if (marker > PROGRESSIVE && !arithmetic) {
        throw in.unsupported(
            "frame type SOF" + (marker - 0xc0) + " (only baseline, extended and progressive)");
      }
      if (length < 6) {
        throw in.corrupt("a frame header of " + length + " bytes");
      }
      if (in.u8(payload) != 8) {
        throw in.unsupported(in.u8(payload) + " bits a sample");
      }
      int components = in.u8(payload + 5L);
      if (components != 1 && components != 3 && components != 4) {
        throw in.unsupported(components + " components");
      }
      if (length != 6 + 3 * components) {
        throw in.corrupt("a frame header of " + length + " bytes for " + components);
      }
      if (arithmetic && !LibJpeg.readsArithmeticCoding()) {
        throw in.unsupported("arithmetic coding, which this JDK's libjpeg lacks,");
      }
      frame = payload;
      frameType = marker;
    }

    private JpegHeader finish(JpegMarkers scan) throws ImageRejectedException {
      if (frame < 0) {
        throw in.corrupt("a scan before the frame header");
      }
      int height = in.u16be(frame + 1L);
      int width = in.u16be(frame + 3L);
      if (width == 0 || height == 0) {
        throw in.corrupt("size " + width + " x " + height);
      }
      int components = in.u8(frame + 5L);
      int[] ids = new int[components];
      for (int i = 0; i < components; i++) {
        ids[i] = in.u8(frame + 6L + 3L * i);
      }
      JpegMarkers.Scans scans = JpegMarkers.scans(in, scan.offset());
      checkScans(scans.count(), (long) width * height);
      boolean progressive = frameType == PROGRESSIVE || frameType == PROGRESSIVE_ARITHMETIC;
      return new JpegHeader(
          width,
          height,
          components,
          JpegColors.of(ids, jfif, adobeTransform),
          orientation == null ? Orientation.UPRIGHT : orientation,
          start,
          scan.offset(),
          scans,
          !progressive && in.u8(scan.payload()) == components);
    }

    private void checkScans(int scans, long pixels) throws ImageRejectedException {
      if (scans > MAX_SCANS) {
        throw in.unsupported(scans + " scans (more than " + MAX_SCANS + ")");
      }
      if (scans > COMMON_SCANS && scans * pixels > MAX_SCANNED_PIXELS) {
        throw in.unsupported(scans + " scans of " + pixels + " pixels");
      }
    }
  }
}
