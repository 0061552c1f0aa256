package org.flinkqlip.model.imaging.internal.jpeg;

import java.io.ByteArrayOutputStream;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** Rewrites a stream to what a decoder of components needs. */
final class JpegStream {

  private JpegStream() {}

  /**
   * The stream without comments and application segments: the JDK's reader would guess colours from
   * some and fail at others, such as broken colour profiles.
   */
  static byte[] decodable(ImageBytes in, JpegHeader header) throws ImageRejectedException {
    byte[] bytes = in.array();
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(0xff);
    kept.write(JpegHeader.SOI);
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
    kept.write(bytes, header.firstScan(), bytes.length - header.firstScan());
    return kept.toByteArray();
  }
}
