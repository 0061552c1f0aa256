package org.flinkqlip.model.imaging;

import java.util.Locale;

/** Formats that pixels are written in. */
public enum PictureFormat {
  /** Lossy, quality 92. */
  JPEG("image/jpeg", "jpg"),
  /** Lossless. */
  PNG("image/png", "png"),
  /** Lossless. */
  WEBP("image/webp", "webp");

  private final String mimeType;
  private final String extension;

  PictureFormat(String mimeType, String extension) {
    this.mimeType = mimeType;
    this.extension = extension;
  }

  /** MIME type. */
  public String mimeType() {
    return mimeType;
  }

  /** Usual ending of a file's name, without the dot. */
  public String extension() {
    return extension;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
