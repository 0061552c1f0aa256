// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.internal;

/** An image file whose header lies before its pixels, upright as far as EXIF is concerned. */
public abstract class ParsedFile<H extends ImageHeader> implements ImageFile {
  /** The whole file. */
  protected final ImageBytes in;

  protected final H header;

  protected ParsedFile(ImageBytes in, H header) {
    this.in = in;
    this.header = header;
  }

  @Override
  public final int width() {
    return header.width();
  }

  @Override
  public final int height() {
    return header.height();
  }

  @Override
  public Orientation exifOrientation() {
    return Orientation.UPRIGHT;
  }
}
