// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal.png;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.internal.ExifOrientation;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.Orientation;
import org.jspecify.annotations.Nullable;

/**
 * The EXIF orientation of a PNG, from wherever it may be: the EXIF chunk, a text with the profile
 * in hexadecimal as ImageMagick writes it, or XMP; in this order, of several chunks the last one,
 * and those behind the image data only if there is no EXIF chunk before it. All as in Pillow, but
 * that broken ones count as none.
 */
final class PngOrientation {
  private static final String RAW_PROFILE = "Raw profile type exif\0";
  private static final String XMP = "XML:com.adobe.xmp\0";
  private static final String XMP_TAG = "tiff:Orientation";

  /** Lines of a raw profile in front of its bytes: an empty one, the name, the length. */
  private static final int RAW_PROFILE_HEAD = 3;

  /** Far more than the profile of any camera, inflated. */
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private final ImageBytes in;
  private long exif = -1; // offsets of chunks
  private long rawProfile = -1;
  private long xmp = -1;

  private PngOrientation(ImageBytes in) {
    this.in = in;
  }

  static Orientation read(ImageBytes in) {
    PngOrientation found = new PngOrientation(in);
    try {
      found.find();
      return found.orientation();
    } catch (ImageRejectedException e) {
      return Orientation.UPRIGHT;
    }
  }

  private void find() throws ImageRejectedException {
    long at = PngHeader.SIGNATURE.length();
    while (at + PngHeader.CHUNK_OVERHEAD <= in.length()) {
      boolean data = in.matches(at + 4, "IDAT");
      if (in.matches(at + 4, "IEND") || (data && exif >= 0)) {
        return;
      }
      long length = in.u32be(at);
      if (length > in.length() - at - PngHeader.CHUNK_OVERHEAD) {
        return;
      }
      keep(at, length);
      at += PngHeader.CHUNK_OVERHEAD + length;
    }
  }

  private void keep(long chunk, long length) {
    if (in.matches(chunk + 4, "eXIf")) {
      exif = chunk;
    } else if (isText(chunk)) {
      if (length > RAW_PROFILE.length() && in.matches(chunk + 8, RAW_PROFILE)) {
        rawProfile = chunk;
      } else if (length > XMP.length() && in.matches(chunk + 8, XMP)) {
        xmp = chunk;
      }
    }
  }

  private boolean isText(long chunk) {
    return in.matches(chunk + 4, "tEXt")
        || in.matches(chunk + 4, "zTXt")
        || in.matches(chunk + 4, "iTXt");
  }

  private Orientation orientation() throws ImageRejectedException {
    Orientation orientation = null;
    if (exif >= 0) {
      orientation = ExifOrientation.find(in, exif + 8, in.u32be(exif));
    } else if (rawProfile >= 0) {
      ImageBytes profile = new ImageBytes("EXIF", unhex(text(rawProfile, RAW_PROFILE)));
      orientation = ExifOrientation.find(profile, 0, profile.length());
    }
    if (orientation == null && xmp >= 0) {
      orientation = ofXmp(text(xmp, XMP));
    }
    return orientation == null ? Orientation.UPRIGHT : orientation;
  }

  /** The text of a chunk; empty if it is broken. */
  private byte[] text(long chunk, String keyword) throws ImageRejectedException {
    int at = (int) chunk + 8 + keyword.length();
    int end = (int) (chunk + 8 + in.u32be(chunk));
    if (in.matches(chunk + 4, "tEXt")) {
      return Arrays.copyOfRange(in.array(), at, end);
    }
    if (in.matches(chunk + 4, "zTXt")) {
      return in.u8(at) == 0 ? inflate(at + 1, end) : new byte[0];
    }
    boolean compressed = in.u8(at) != 0;
    at = afterZero(afterZero(at + 2, end), end); // language and translated keyword
    return compressed ? inflate(at, end) : Arrays.copyOfRange(in.array(), at, end);
  }

  private int afterZero(int start, int end) {
    int at = Math.min(start, end);
    while (at < end && in.array()[at] != 0) {
      at++;
    }
    return Math.min(at + 1, end);
  }

  private byte[] inflate(int start, int end) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(in.array(), start, Math.max(end - start, 0));
      byte[] text = new byte[1 << 12];
      int done = 0;
      while (true) {
        int count = inflater.inflate(text, done, text.length - done);
        done += count;
        if (count == 0 || inflater.finished()) {
          return Arrays.copyOf(text, done);
        }
        if (done == text.length) {
          if (done >= MAX_TEXT_BYTES) {
            return new byte[0];
          }
          text = Arrays.copyOf(text, 2 * done);
        }
      }
    } catch (DataFormatException e) {
      return new byte[0];
    } finally {
      inflater.end();
    }
  }

  /** The bytes behind the head of a raw profile, up to the first character that is no digit. */
  private static byte[] unhex(byte[] text) {
    int at = 0;
    for (int line = 0; line < RAW_PROFILE_HEAD && at < text.length; at++) {
      line += text[at] == '\n' ? 1 : 0;
    }
    byte[] bytes = new byte[text.length / 2];
    int digits = 0;
    for (; at < text.length; at++) {
      if (HexFormat.isHexDigit(text[at])) {
        bytes[digits / 2] = (byte) (bytes[digits / 2] << 4 | HexFormat.fromHexDigit(text[at]));
        digits++;
      } else if (!Character.isWhitespace(text[at])) {
        break;
      }
    }
    return Arrays.copyOf(bytes, digits / 2);
  }

  /** From the first tag or attribute of that name with a digit. */
  private static @Nullable Orientation ofXmp(byte[] text) {
    String xmp = new String(text, StandardCharsets.ISO_8859_1);
    for (int at = xmp.indexOf(XMP_TAG); at >= 0; at = xmp.indexOf(XMP_TAG, at + 1)) {
      int value = at + XMP_TAG.length();
      value += xmp.startsWith("=\"", value) ? 2 : xmp.startsWith(">", value) ? 1 : xmp.length();
      int digit = value < xmp.length() ? xmp.charAt(value) - '0' : -1;
      if (digit >= 0 && digit <= 9) {
        return Orientation.ofTag(digit);
      }
    }
    return null;
  }
}
