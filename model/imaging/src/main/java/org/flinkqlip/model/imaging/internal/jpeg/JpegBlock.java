// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.jpeg;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ImageBytes;

/** A JPEG stream inside another format, which says itself what the components mean. */
public final class JpegBlock {
  /** One for each component. There may be many blocks, each of which costs a pass for each scan. */
  private static final int MAX_SCANS = 4;

  private JpegBlock() {}

  /**
   * Decodes a block.
   *
   * @param tables a stream with tables only, or empty
   * @param stream the block's own stream
   * @param width the columns that it must have
   * @param height the rows that it must have, at least
   * @param maxHeight the rows that it may have: a last strip is sometimes stored whole
   * @param components the components that it must have
   * @param yCbCr whether to convert the components from YCbCr to RGB
   * @return uint8 [height or more, width, components]
   */
  public static byte[] decode(
      byte[] tables,
      byte[] stream,
      int width,
      int height,
      int maxHeight,
      int components,
      boolean yCbCr)
      throws ImageRejectedException {
    byte[] whole = join(tables, stream);
    ImageBytes in = new ImageBytes("JPEG in TIFF", whole);
    JpegHeader header = JpegHeader.read(in);
    if (header.width() != width
        || header.height() < height
        || header.height() > maxHeight
        || header.components() != components) {
      throw in.corrupt("a block of another size than the file names");
    }
    if (header.scans().count() > MAX_SCANS) {
      throw in.unsupported("a block of " + header.scans().count() + " scans");
    }
    byte[] samples = LibJpeg.components(JpegStream.decodable(in, header), header);
    if (yCbCr) {
      JpegColors.YCBCR.toRgb(samples, samples, header.width() * header.height());
    }
    return samples;
  }

  /** One stream: the tables without their end marker, the block without its start marker. */
  private static byte[] join(byte[] tables, byte[] stream) {
    if (tables.length < 4 || stream.length < 2) {
      return stream;
    }
    int head = tables.length - 2;
    byte[] whole = new byte[head + stream.length - 2];
    System.arraycopy(tables, 0, whole, 0, head);
    System.arraycopy(stream, 2, whole, head, stream.length - 2);
    return whole;
  }
}
