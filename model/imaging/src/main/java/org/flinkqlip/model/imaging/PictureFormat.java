// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.util.Locale;

/** Formats that pixels are written in. */
public enum PictureFormat {
  /** Lossy, quality 92. */
  JPEG(ImageFormat.JPEG),
  /** Lossless. */
  PNG(ImageFormat.PNG),
  /** Lossless. */
  WEBP(ImageFormat.WEBP);

  private final ImageFormat format;

  PictureFormat(ImageFormat format) {
    this.format = format;
  }

  /** The format of what is written. */
  public ImageFormat format() {
    return format;
  }

  /** MIME type. */
  public String mimeType() {
    return format.mimeType();
  }

  /** Usual ending of a file's name, without the dot. */
  public String extension() {
    return format.endings().get(0);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
