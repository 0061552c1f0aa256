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
  private final int firstScan;

  private JpegStream(byte[] head, ImageBytes in, int firstScan) {
    this.head = head;
    this.in = in;
    this.firstScan = firstScan;
  }

  /**
   * The stream without comments and application segments: the JDK's reader would guess colours from
   * some and fail at others, such as broken colour profiles. What the colours are is settled.
   */
  static JpegStream decodable(ImageBytes in, JpegHeader header) throws ImageRejectedException {
    byte[] bytes = in.array();
    ByteArrayOutputStream kept = new ByteArrayOutputStream(1 << 10);
    kept.write(0xff);
    kept.write(JpegHeader.SOI);
    if (header.colors() == JpegColors.YCBCR) {
      kept.write(JFIF, 0, JFIF.length);
    }
    int at = 2;
    while (true) {
      int code = JpegHeader.nextMarker(in, at);
      if (code - 1 == header.firstScan()) {
        break;
      }
      int marker = in.u8(code);
      if (JpegHeader.isBare(marker)) {
        at = code + 1;
        continue;
      }
      int length = in.u16be(code + 1);
      if (!JpegHeader.isApplication(marker)) {
        kept.write(bytes, code - 1, 2 + length);
      }
      at = code + 1 + length;
    }
    return new JpegStream(kept.toByteArray(), in, header.firstScan());
  }

  /** The image that the bytes belong to, for messages. */
  ImageBytes in() {
    return in;
  }

  /** The stream from its start. */
  ByteArrayImageInputStream open() {
    return new ByteArrayImageInputStream(head, in.array(), firstScan);
  }
}
