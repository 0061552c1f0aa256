// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.model.imaging.ImageFault;
import org.flinkqlip.model.imaging.ImageRejectedException;

/**
 * Checked access to encoded bytes by offset. Reading past the end rejects the image as truncated;
 * every message starts with the format's name.
 */
public final class ImageBytes {
  /** No Latin-1 character. */
  private static final char NO_WILDCARD = '\uffff';

  private final String format;
  private final byte[] bytes;

  public ImageBytes(String format, byte[] bytes) {
    this.format = requireNonNull(format, "format is null");
    this.bytes = requireNonNull(bytes, "bytes is null");
  }

  /** The bytes themselves, not a copy. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** Rejects the image as truncated unless it holds {@code count} bytes at {@code offset}. */
  public void require(long offset, long count) throws ImageRejectedException {
    if (offset < 0 || count < 0 || offset > bytes.length - count) {
      throw truncated();
    }
  }

  public int u8(long offset) throws ImageRejectedException {
    require(offset, 1);
    return bytes[(int) offset] & 0xff;
  }

  public int u16le(long offset) throws ImageRejectedException {
    require(offset, 2);
    int at = (int) offset;
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }

  public int u16be(long offset) throws ImageRejectedException {
    require(offset, 2);
    int at = (int) offset;
    return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
  }

  public int u24le(long offset) throws ImageRejectedException {
    return u16le(offset) | (u8(offset + 2) << 16);
  }

  public long u32le(long offset) throws ImageRejectedException {
    return u16le(offset) | ((long) u16le(offset + 2) << 16);
  }

  public long u32be(long offset) throws ImageRejectedException {
    return ((long) u16be(offset) << 16) | u16be(offset + 2);
  }

  /** Whether the bytes at {@code offset} are these Latin-1 characters. */
  public boolean matches(long offset, String latin1) {
    return matches(offset, latin1, NO_WILDCARD);
  }

  /** The same, {@code any} standing for any byte. */
  public boolean matches(long offset, String latin1, char any) {
    if (offset < 0 || offset > bytes.length - latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      char expected = latin1.charAt(i);
      if (expected != any && bytes[(int) offset + i] != (byte) expected) {
        return false;
      }
    }
    return true;
  }

  public ImageRejectedException truncated() {
    return new ImageRejectedException(
        ImageFault.TRUNCATED,
        format + ": the data ends before the image does, after " + bytes.length + " bytes");
  }

  public ImageRejectedException corrupt(String what) {
    return new ImageRejectedException(ImageFault.CORRUPT, format + ": " + what);
  }

  public ImageRejectedException corrupt(String what, Throwable cause) {
    return new ImageRejectedException(ImageFault.CORRUPT, format + ": " + what, cause);
  }

  public ImageRejectedException unsupported(String what) {
    return new ImageRejectedException(
        ImageFault.UNSUPPORTED, format + ": " + what + " is not supported");
  }
}
