// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/**
 * Walks the marker segments in front of the first scan as libjpeg does: bytes that belong to no
 * marker are skipped, and a segment of no interest that claims to be shorter than its own length
 * ends behind that length.
 */
final class JpegMarkers {
  static final int SOI = 0xd8;
  static final int EOI = 0xd9;
  static final int SOS = 0xda;
  static final int DQT = 0xdb;
  static final int DHT = 0xc4;
  static final int APP0 = 0xe0;
  static final int APP1 = 0xe1;
  static final int APP14 = 0xee;
  static final int JPEG_LS = 0xf7;
  private static final int COM = 0xfe;
  private static final int DNL = 0xdc;
  private static final int TEM = 0x01;
  private static final int FIRST_WITH_SEGMENT = 0xc0;

  /**
   * What is left of a stream from its first scan on.
   *
   * @param count SOS markers, never fewer than libjpeg will find
   * @param end offset of a segment that the file ends in, else the file's end
   * @param cut whether there is such a segment
   */
  record Scans(int count, int end, boolean cut) {}

  private final ImageBytes in;
  private int next; // offset from which the next marker is looked for
  private int code; // offset of the marker's second byte
  private int marker;
  private int length; // of the payload

  /**
   * @param start an offset behind a start marker
   */
  JpegMarkers(ImageBytes in, int start) {
    this.in = in;
    this.next = start;
  }

  /** Goes to the next marker with a segment, or to an end marker. */
  void advance() throws ImageRejectedException {
    do {
      code = find(next);
      marker = in.u8(code);
      next = code + 1;
    } while (isBare(marker) && marker != EOI);
    length = 0;
    if (marker != EOI) {
      int stated = in.u16be(code + 1);
      if (stated < 2 && !isSkipped()) {
        throw in.corrupt("a segment of length " + stated);
      }
      length = Math.max(stated - 2, 0);
      in.require(code + 1, 2 + (long) length);
      next = code + 3 + length;
    }
  }

  int marker() {
    return marker;
  }

  /** Offset of the marker's first byte. */
  int offset() {
    return code - 1;
  }

  /** Offset of the segment's content. */
  int payload() {
    return code + 3;
  }

  /** Bytes of the segment's content. */
  int length() {
    return length;
  }

  /** Whether libjpeg skips the segment: a comment, one of some application, a number of lines. */
  boolean isSkipped() {
    return (marker >= APP0 && marker <= 0xef) || marker == COM || marker == DNL;
  }

  boolean isFrame() {
    return marker >= 0xc0
        && marker <= 0xcf
        && marker != DHT
        && marker != 0xc8 // reserved
        && marker != 0xcc; // arithmetic conditioning
  }

  /** Whether another stream starts right behind this end marker: the one so far held tables. */
  boolean isFollowedByStream() {
    return in.matches(code + 1L, "\u00ff\u00d8");
  }

  /**
   * The scans from the first one up to the end marker; what lies behind that is nobody's.
   *
   * @param firstScan offset of its marker
   */
  static Scans scans(ImageBytes in, int firstScan) {
    byte[] bytes = in.array();
    int count = 0;
    int at = firstScan;
    while (at + 1 < bytes.length) {
      if (bytes[at] != (byte) 0xff) {
        at++;
        continue;
      }
      int marker = bytes[at + 1] & 0xff;
      if (marker == EOI) {
        break;
      }
      count += marker == SOS ? 1 : 0;
      if (marker < FIRST_WITH_SEGMENT || marker == 0xff || isBare(marker)) {
        at += marker == 0xff ? 1 : 2;
        continue;
      }
      int end = at + 4;
      if (end <= bytes.length) {
        end = at + 2 + Math.max((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff, 2);
      }
      if (end > bytes.length) {
        return new Scans(count, at, true);
      }
      at = end;
    }
    return new Scans(count, bytes.length, false);
  }

  /** Offset of the next marker's second byte at or after {@code offset}. */
  private int find(int offset) throws ImageRejectedException {
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
  private static boolean isBare(int marker) {
    return marker == TEM || (marker >= 0xd0 && marker <= EOI);
  }
}
