// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import java.io.ByteArrayOutputStream;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ByteArrayImageInputStream;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** A file's stream with another head: what our reading of the markers leaves for a decoder. */
final class JpegStream {
  /** JFIF 1.1 without a thumbnail: three components are YCbCr, whatever their names. */
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final byte[] head;
  private final ImageBytes in;
  private final JpegHeader header;

  private JpegStream(byte[] head, ImageBytes in, JpegHeader header) {
    this.head = head;
    this.in = in;
    this.header = header;
  }

  /**
   * The stream without comments and application segments: the JDK's reader would guess colours from
   * some and fail at others, such as broken colour profiles. What the colours are is settled.
   */
  static JpegStream decodable(ImageBytes in, JpegHeader header) throws ImageRejectedException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(1 << 10);
    kept.write(0xff);
    kept.write(JpegMarkers.SOI);
    if (header.colors() == JpegColors.YCBCR) {
      kept.write(JFIF, 0, JFIF.length);
    }
    JpegMarkers markers = new JpegMarkers(in, 2);
    for (markers.advance(); markers.offset() != header.firstScan(); markers.advance()) {
      if (isKept(markers, header)) {
        kept.write(in.array(), markers.offset(), 4 + markers.length());
      }
    }
    return new JpegStream(kept.toByteArray(), in, header);
  }

  /** Of a stream in front of the image's own, the tables. */
  private static boolean isKept(JpegMarkers markers, JpegHeader header) {
    int marker = markers.marker();
    return markers.offset() < header.start()
        ? marker == JpegMarkers.DQT || marker == JpegMarkers.DHT
        : !markers.isSkipped();
  }

  /** The image that the bytes belong to, for messages. */
  ImageBytes in() {
    return in;
  }

  /**
   * The stream from its start. A damaged end marker may look as if a segment followed that the file
   * does not hold: behind a scan of everything it is left out, since the marker ends the data.
   */
  ByteArrayImageInputStream open() {
    boolean damagedEnd = header.sequential() && header.scans().cut();
    ByteArrayImageInputStream stream =
        new ByteArrayImageInputStream(
            head, in.array(), header.firstScan(), damagedEnd ? header.scans().end() : in.length());
    if (damagedEnd) {
      stream.allowEnd();
    }
    return stream;
  }
}
