// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.webp;

import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageHeader;
import org.flinkqlip.model.imaging.internal.Orientation;

/**
 * The RIFF container (RFC 9649): the canvas and the first frame on it.
 *
 * @param width of the canvas
 * @param height of the canvas
 * @param left of the frame on the canvas
 * @param top likewise
 * @param frameWidth of the frame, from its own bitstream
 * @param frameHeight likewise
 * @param chunk offset of the chunk with the frame's colours, VP8 or VP8L
 * @param chunkBytes of that chunk with its header
 */
record WebpContainer(
    int width,
    int height,
    int left,
    int top,
    int frameWidth,
    int frameHeight,
    int chunk,
    int chunkBytes,
    Orientation orientation)
    implements ImageHeader {

  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int VP8L_SIGNATURE = 0x2f;

  WebpContainer {
    if (left + (long) frameWidth > width || top + (long) frameHeight > height) {
      throw new IllegalArgumentException("the frame is not on the canvas");
    }
  }

  static WebpContainer read(ImageBytes in) throws ImageRejectedException {
    long end = 8 + in.u32le(4);
    if (end > in.length()) {
      throw in.truncated();
    }
    if (!in.matches(12, "VP8X")) {
      return still(in, find(in, 12, end), Orientation.UPRIGHT);
    }
    long extended = 12 + CHUNK_HEADER;
    int width = in.u24le(extended + 4) + 1;
    int height = in.u24le(extended + 7) + 1;
    boolean animated = (in.u8(extended) & 2) != 0;
    Orientation orientation = Orientation.UPRIGHT;
    long frame = -1;
    for (long at = 12; at + CHUNK_HEADER <= end; at = next(in, at)) {
      if (frame < 0 && animated && in.matches(at, "ANMF")) {
        frame = at;
      } else if (in.matches(at, "EXIF")) {
        orientation = ExifOrientation.read(in, at + CHUNK_HEADER, in.u32le(at + 4));
      }
    }
    if (!animated) {
      WebpContainer still = still(in, find(in, 12, end), orientation);
      if (still.width() != width || still.height() != height) {
        throw in.corrupt("the image does not fill its canvas");
      }
      return still;
    }
    if (frame < 0) {
      throw in.corrupt("an animation without frames");
    }
    return frame(in, frame, width, height, orientation);
  }

  private static WebpContainer frame(
      ImageBytes in, long frame, int width, int height, Orientation orientation)
      throws ImageRejectedException {
    long start = frame + CHUNK_HEADER;
    int left = 2 * in.u24le(start);
    int top = 2 * in.u24le(start + 3);
    int frameWidth = in.u24le(start + 6) + 1;
    int frameHeight = in.u24le(start + 9) + 1;
    WebpContainer image = still(in, find(in, start + FRAME_HEADER, next(in, frame)), orientation);
    if (image.width() != frameWidth
        || image.height() != frameHeight
        || left + (long) frameWidth > width
        || top + (long) frameHeight > height) {
      throw in.corrupt("the first frame does not fit its place on the canvas");
    }
    return new WebpContainer(
        width,
        height,
        left,
        top,
        frameWidth,
        frameHeight,
        image.chunk(),
        image.chunkBytes(),
        orientation);
  }

  /** The bitstream at {@code chunk}, as a canvas of its own. */
  private static WebpContainer still(ImageBytes in, long chunk, Orientation orientation)
      throws ImageRejectedException {
    long start = chunk + CHUNK_HEADER;
    int width;
    int height;
    if (in.matches(chunk, "VP8L")) {
      if (in.u8(start) != VP8L_SIGNATURE) {
        throw in.corrupt("no VP8L signature");
      }
      long size = in.u32le(start + 1);
      width = (int) (size & 0x3fff) + 1;
      height = (int) (size >> 14 & 0x3fff) + 1;
    } else {
      if (!in.matches(start + 3, "\u009d\u0001*")) {
        throw in.corrupt("no VP8 key frame");
      }
      width = in.u16le(start + 6) & 0x3fff;
      height = in.u16le(start + 8) & 0x3fff;
      if (width == 0 || height == 0) {
        throw in.corrupt("size " + width + " x " + height);
      }
    }
    int bytes = (int) (next(in, chunk) - chunk);
    return new WebpContainer(width, height, 0, 0, width, height, (int) chunk, bytes, orientation);
  }

  private static long find(ImageBytes in, long start, long end) throws ImageRejectedException {
    for (long at = start; at + CHUNK_HEADER <= end; at = next(in, at)) {
      if (in.matches(at, "VP8 ") || in.matches(at, "VP8L")) {
        return at;
      }
    }
    throw in.corrupt("no image in the container");
  }

  /** Offset after a chunk, which is padded to even length. */
  private static long next(ImageBytes in, long chunk) throws ImageRejectedException {
    long length = in.u32le(chunk + 4);
    in.require(chunk + CHUNK_HEADER, length);
    return chunk + CHUNK_HEADER + length + (length & 1);
  }
}
