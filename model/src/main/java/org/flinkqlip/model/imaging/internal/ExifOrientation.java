package org.flinkqlip.model.imaging.internal;

import org.flinkqlip.model.imaging.ImageRejectedException;

/** Finds the orientation in an EXIF block, a TIFF file in small. */
public final class ExifOrientation {
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int SHORT = 3;

  private ExifOrientation() {}

  /**
   * The orientation of the EXIF block at {@code start}. EXIF is advice: a broken block counts as
   * upright.
   */
  public static Orientation read(ImageBytes in, long start, long length) {
    try {
      // The prefix is part of the JPEG segment, and some writers repeat it elsewhere.
      boolean prefixed = in.matches(start, "Exif\0\0");
      return prefixed ? readTiff(in, start + 6, length - 6) : readTiff(in, start, length);
    } catch (ImageRejectedException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static Orientation readTiff(ImageBytes in, long start, long length)
      throws ImageRejectedException {
    boolean little = in.matches(start, "II*\0");
    if (length < 8 || !(little || in.matches(start, "MM\0*"))) {
      return Orientation.UPRIGHT;
    }
    long directory = start + (little ? in.u32le(start + 4) : in.u32be(start + 4));
    int entries = little ? in.u16le(directory) : in.u16be(directory);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (entry + 12 > start + length) {
        return Orientation.UPRIGHT;
      }
      int tag = little ? in.u16le(entry) : in.u16be(entry);
      int type = little ? in.u16le(entry + 2) : in.u16be(entry + 2);
      if (tag == ORIENTATION_TAG && type == SHORT) {
        return Orientation.ofTag(little ? in.u16le(entry + 8) : in.u16be(entry + 8));
      }
    }
    return Orientation.UPRIGHT;
  }
}
