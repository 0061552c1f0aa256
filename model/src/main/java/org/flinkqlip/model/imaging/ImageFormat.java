package org.flinkqlip.model.imaging;

import org.flinkqlip.model.imaging.internal.EncodedImage;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.bmp.BmpImage;
import org.flinkqlip.model.imaging.internal.gif.GifImage;
import org.flinkqlip.model.imaging.internal.jpeg.JpegImage;
import org.flinkqlip.model.imaging.internal.png.PngImage;
import org.flinkqlip.model.imaging.internal.tiff.TiffImage;
import org.flinkqlip.model.imaging.internal.webp.WebpImage;

/** Tells the format from the leading bytes, never from what the sender claims. */
final class ImageFormat {

  private ImageFormat() {}

  /** Reads the header of an image in any supported format. */
  static EncodedImage open(byte[] content) throws ImageRejectedException {
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
    throw new ImageRejectedException(
        ImageFault.UNKNOWN_FORMAT,
        "the first bytes belong to none of JPEG, PNG, GIF, WebP, TIFF and BMP");
  }
}
