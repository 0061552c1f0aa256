// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

import java.util.Set;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.jspecify.annotations.Nullable;

/** Finds the orientation in an EXIF block, a TIFF file in small. */
public final class ExifOrientation {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final Set<Integer> SHORTS = Set.of(3, 8);
  private static final Set<Integer> LONGS = Set.of(4, 9, 13);
  private static final int SIGNED_BYTE = 6;

  private ExifOrientation() {}

  /**
   * The orientation of the EXIF block at {@code start}. EXIF is advice: a broken block counts as
   * upright.
   */
  public static Orientation read(ImageBytes in, long start, long length) {
    Orientation found = find(in, start, length);
    return found == null ? Orientation.UPRIGHT : found;
  }

  /** As {@link #read}; null if the block says nothing. */
  public static @Nullable Orientation find(ImageBytes in, long start, long length) {
    try {
      // The prefix is part of the JPEG segment, and some writers repeat it elsewhere.
      boolean prefixed = in.matches(start, "Exif\0\0");
      return prefixed ? findTiff(in, start + 6, length - 6) : findTiff(in, start, length);
    } catch (ImageRejectedException e) {
      return null;
    }
  }

  /**
   * Whether a value of this type of TIFF is a number. Pillow takes bytes for text, so that an
   * orientation of type BYTE has no effect.
   */
  public static boolean isNumber(int type) {
    return SHORTS.contains(type) || LONGS.contains(type) || type == SIGNED_BYTE;
  }

  private static @Nullable Orientation findTiff(ImageBytes in, long start, long length)
      throws ImageRejectedException {
    boolean little = in.matches(start, "II*\0");
    if (length < 8 || !(little || in.matches(start, "MM\0*"))) {
      return null;
    }
    long directory = start + (little ? in.u32le(start + 4) : in.u32be(start + 4));
    int entries = little ? in.u16le(directory) : in.u16be(directory);
    Orientation found = null;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > start + length) {
        return found;
      }
      int tag = little ? in.u16le(entry) : in.u16be(entry);
      int type = little ? in.u16le(entry + 2) : in.u16be(entry + 2);
      if (tag == ORIENTATION_TAG && isNumber(type)) {
        found = Orientation.ofTag(value(in, entry + 8, type, little));
      }
    }
    return found;
  }

  private static int value(ImageBytes in, long at, int type, boolean little)
      throws ImageRejectedException {
    if (SHORTS.contains(type)) {
      return little ? in.u16le(at) : in.u16be(at);
    }
    if (LONGS.contains(type)) {
      return (int) Math.min(little ? in.u32le(at) : in.u32be(at), Integer.MAX_VALUE);
    }
    return in.u8(at);
  }
}
