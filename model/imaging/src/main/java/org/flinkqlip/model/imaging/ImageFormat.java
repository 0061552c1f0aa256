// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.flinkqlip.model.imaging.internal.ImageFile;
import org.flinkqlip.model.imaging.internal.bmp.BmpImage;
import org.flinkqlip.model.imaging.internal.gif.GifImage;
import org.flinkqlip.model.imaging.internal.jpeg.JpegImage;
import org.flinkqlip.model.imaging.internal.png.PngImage;
import org.flinkqlip.model.imaging.internal.tiff.TiffImage;
import org.flinkqlip.model.imaging.internal.webp.WebpImage;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are read. Content is told by its leading bytes, never by what the sender claims;
 * a file's name only says which files of a folder to look at.
 */
public enum ImageFormat {
  JPEG("JPEG", "image/jpeg", List.of("jpg", "jpeg"), JpegImage::open, "\u00ff\u00d8\u00ff"),
  PNG("PNG", "image/png", List.of("png"), PngImage::open, PngImage.SIGNATURE),
  GIF("GIF", "image/gif", List.of("gif"), GifImage::open, "GIF87a", "GIF89a"),
  WEBP("WebP", "image/webp", List.of("webp"), WebpImage::open, "RIFF????WEBP"),
  TIFF(
      "TIFF",
      "image/tiff",
      List.of("tif", "tiff"),
      TiffImage::open,
      "II*\0",
      "MM\0*",
      "II+\0",
      "MM\0+"),
  BMP("BMP", "image/bmp", List.of("bmp"), BmpImage::open, "BM");

  /** Stands for any byte in leading bytes. */
  private static final char ANY = '?';

  private final String title;
  private final String mimeType;
  private final List<String> endings;
  private final Opener opener;
  private final List<String> magics;

  ImageFormat(
      String title, String mimeType, List<String> endings, Opener opener, String... magics) {
    this.title = title;
    this.mimeType = mimeType;
    this.endings = endings;
    this.opener = opener;
    this.magics = List.of(magics);
  }

  /** Reads a header. */
  @FunctionalInterface
  private interface Opener {
    ImageFile open(byte[] content) throws ImageRejectedException;
  }

  /** MIME type. */
  public String mimeType() {
    return mimeType;
  }

  /** Endings of files' names, in lower case and without the dot; the usual one first. */
  public List<String> endings() {
    return endings;
  }

  /** The formats' names in a sentence, the last one after {@code conjunction}. */
  public static String names(String conjunction) {
    List<String> names = Arrays.stream(values()).map(ImageFormat::toString).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " " + conjunction + " " + names.get(last);
  }

  /** Endings of all formats' files, sorted. */
  public static List<String> allEndings() {
    return Arrays.stream(values()).flatMap(format -> format.endings.stream()).sorted().toList();
  }

  /** The format that files with such a name usually have; empty if they are no images. */
  public static Optional<ImageFormat> ofName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return Stream.of(values()).filter(format -> format.endings.contains(ending)).findFirst();
  }

  /** Reads the header of an image in any of the formats. */
  static ImageFile open(byte[] content) throws ImageRejectedException {
    ImageBytes bytes = new ImageBytes("image", content);
    for (ImageFormat format : values()) {
      if (format.starts(bytes)) {
        return format.opener.open(content);
      }
    }
    // Without magic bytes: asked when none of the others is it.
    if (BmpImage.matchesBare(bytes)) {
      return BmpImage.openBare(content);
    }
    throw unread(ForeignFormat.of(bytes));
  }

  private boolean starts(ImageBytes bytes) {
    for (String magic : magics) {
      if (bytes.matches(0, magic, ANY)) {
        return true;
      }
    }
    return false;
  }

  private static ImageRejectedException unread(@Nullable ForeignFormat format) {
    if (format != null && format.image()) {
      return new ImageRejectedException(
          ImageFault.UNSUPPORTED,
          "this is %s, which is not supported: convert it to %s"
              .formatted(format.name(), names("or")));
    }
    String unknown = "the first bytes belong to none of " + names("and");
    return new ImageRejectedException(
        ImageFault.UNKNOWN_FORMAT,
        format == null ? unknown : "this is " + format.name() + ": " + unknown);
  }

  /** The name that people know. */
  @Override
  public String toString() {
    return title;
  }
}
