package org.flinkqlip.model.imaging;

import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageFile;
import org.flinkqlip.model.imaging.internal.bmp.BmpImage;
import org.flinkqlip.model.imaging.internal.gif.GifImage;
import org.flinkqlip.model.imaging.internal.jpeg.JpegImage;
import org.flinkqlip.model.imaging.internal.png.PngImage;
import org.flinkqlip.model.imaging.internal.tiff.TiffImage;
import org.flinkqlip.model.imaging.internal.webp.WebpImage;

/** Tells the format from the leading bytes, never from what the sender claims. */
final class ImageFormat {
  private static final String FORMATS = "JPEG, PNG, GIF, WebP, TIFF %s BMP";

  private ImageFormat() {}

  /** Reads the header of an image in any supported format. */
  static ImageFile open(byte[] content) throws ImageRejectedException {
    ImageBytes bytes = new ImageBytes("image", content);
    if (JpegImage.matches(bytes)) {
      return JpegImage.open(content);
    }
    if (PngImage.matches(bytes)) {
      return PngImage.open(content);
    }
    if (GifImage.matches(bytes)) {
      return GifImage.open(content);
    }
    if (WebpImage.matches(bytes)) {
      return WebpImage.open(content);
    }
    if (TiffImage.matches(bytes)) {
      return TiffImage.open(content);
    }
    if (BmpImage.matches(bytes)) {
      return BmpImage.open(content);
    }
    if (BmpImage.matchesBare(bytes)) {
      return BmpImage.openBare(content);
    }
    throw unread(ForeignFormat.of(bytes));
  }

  private static ImageRejectedException unread(ForeignFormat format) {
    if (format != null && format.image()) {
      return new ImageRejectedException(
          ImageFault.UNSUPPORTED,
          "this is %s, which is not supported: convert it to %s"
              .formatted(format.name(), FORMATS.formatted("or")));
    }
    String unknown = "the first bytes belong to none of " + FORMATS.formatted("and");
    return new ImageRejectedException(
        ImageFault.UNKNOWN_FORMAT,
        format == null ? unknown : "this is " + format.name() + ": " + unknown);
  }
}
