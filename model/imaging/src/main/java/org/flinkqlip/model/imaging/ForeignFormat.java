// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.flinkqlip.model.imaging.internal.ImageBytes;
import org.jspecify.annotations.Nullable;

/**
 * What content is that no decoder here reads, for a message that helps: told from the leading
 * bytes, and only where they are clear.
 *
 * @param name of the format
 * @param image whether it is one for images
 */
record ForeignFormat(String name, boolean image) {

  /** What a format starts with. */
  private record Signature(String latin1, String name, boolean image) {}

  private static final List<Signature> SIGNATURES =
      List.of(
          image("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000"),
          image("\u00ffO\u00ffQ", "a JPEG 2000 codestream"),
          image("\0\0\0\fJXL \r\n\u0087\n", "JPEG XL"),
          image("\u00ff\n", "a JPEG XL codestream"),
          image("II\u00bc\1", "JPEG XR"),
          image("8BPS", "Photoshop (PSD)"),
          image("icns", "an Apple icon (ICNS)"),
          image("DDS ", "DirectDraw Surface (DDS)"),
          image("qoif", "QOI"),
          image("BPG\u00fb", "BPG"),
          image("v/1\1", "OpenEXR"),
          image("#?RADIANCE", "Radiance HDR"),
          image("\u00d7\u00cd\u00c6\u009a", "a Windows metafile (WMF)"),
          image("%!PS", "PostScript"),
          image("/* XPM */", "XPM"),
          image("\u008aMNG", "MNG"),
          image("gimp xcf", "GIMP (XCF)"),
          other("\u001f\u008b", "gzip-compressed data"),
          other("PK\3\4", "a ZIP archive"),
          other("(\u00b5/\u00fd", "Zstandard-compressed data"),
          other("BZh", "bzip2-compressed data"),
          other("\u00fd7zXZ\0", "xz-compressed data"),
          other("%PDF-", "a PDF document"),
          other("\u001aE\u00df\u00a3", "Matroska or WebM video"),
          other("version https://git-lfs", "a Git LFS pointer"));

  private static final Set<String> HEIF_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

  /** Enough for an XML declaration, a document type and a few comments. */
  private static final int TEXT_BYTES = 4_096;

  private static final int MAX_ICONS = 1_024;
  private static final int TGA_HEADER = 18;
  private static final int TGA_FOOTER = 18;

  private static Signature image(String latin1, String name) {
    return new Signature(latin1, name, true);
  }

  private static Signature other(String latin1, String name) {
    return new Signature(latin1, name, false);
  }

  /** What the content is; null if nobody knows. */
  static @Nullable ForeignFormat of(ImageBytes in) throws ImageRejectedException {
    for (Signature signature : SIGNATURES) {
      if (in.matches(0, signature.latin1())) {
        return new ForeignFormat(signature.name(), signature.image());
      }
    }
    if (in.matches(4, "ftyp")) {
      return ofBrand(in);
    }
    if (isPortableAnymap(in)) {
      return new ForeignFormat("a portable anymap (PBM, PGM, PPM, PAM)", true);
    }
    if (isIcon(in)) {
      return new ForeignFormat("a Windows icon or cursor (ICO, CUR)", true);
    }
    if (isTarga(in)) {
      return new ForeignFormat("Targa (TGA)", true);
    }
    return ofText(in);
  }

  /**
   * ISO base media: the brand behind the box's type. Generic ones leave it to those that follow.
   */
  private static ForeignFormat ofBrand(ImageBytes in) {
    String brands = latin1(in, 8, 64);
    String brand = brands.substring(0, Math.min(4, brands.length()));
    if (brand.equals("avif") || brand.equals("avis")) {
      return new ForeignFormat("AVIF", true);
    }
    if (HEIF_BRANDS.contains(brand)) {
      return new ForeignFormat(brands.contains("avif") ? "AVIF" : "HEIC or HEIF", true);
    }
    if (brand.equals("crx ")) {
      return new ForeignFormat("Canon raw (CR3)", true);
    }
    return new ForeignFormat("ISO base media, such as MP4 video", false);
  }

  private static boolean isPortableAnymap(ImageBytes in) {
    String head = latin1(in, 0, 3);
    return head.length() == 3
        && head.charAt(0) == 'P'
        && "1234567fF".indexOf(head.charAt(1)) >= 0
        && (Character.isWhitespace(head.charAt(2)) || head.charAt(2) == '#');
  }

  private static boolean isIcon(ImageBytes in) throws ImageRejectedException {
    return (in.matches(0, "\0\0\1\0") || in.matches(0, "\0\0\2\0"))
        && in.length() >= 6
        && in.u16le(4) > 0
        && in.u16le(4) <= MAX_ICONS;
  }

  /** Without a magic of its own: a footer that many lack, or a header that makes sense. */
  private static boolean isTarga(ImageBytes in) throws ImageRejectedException {
    if (in.matches(in.length() - TGA_FOOTER, "TRUEVISION-XFILE.\0")) {
      return true;
    }
    if (in.length() < TGA_HEADER || in.u8(1) > 1 || in.u16le(12) == 0 || in.u16le(14) == 0) {
      return false;
    }
    int depth = in.u8(16);
    boolean knownType = (in.u8(2) & ~8) >= 1 && (in.u8(2) & ~8) <= 3; // 8: run lengths
    boolean map = in.u8(1) == 1 || in.matches(3, "\0\0\0\0\0");
    return knownType && map && (depth == 8 || depth == 16 || depth == 24 || depth == 32);
  }

  private static @Nullable ForeignFormat ofText(ImageBytes in) {
    String text = latin1(in, in.matches(0, "\u00ef\u00bb\u00bf") ? 3 : 0, TEXT_BYTES);
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.startsWith("data:")) {
      return new ForeignFormat("a data URI, in place of the bytes that it encodes", false);
    }
    if (lower.startsWith("<")) {
      return ofMarkup(lower);
    }
    if (lower.matches("(?s)(\\{\\s*[\"}]|\\[\\s*[\\[\\]{\"0-9-]).*")) {
      return new ForeignFormat("JSON", false);
    }
    if (text.startsWith("/9j/") || text.startsWith("iVBORw0KGgo") || text.startsWith("UklGR")) {
      return new ForeignFormat("Base64, in place of the bytes that it encodes", false);
    }
    if (lower.startsWith("http/1.")) {
      return new ForeignFormat("an HTTP response with its header", false);
    }
    return null;
  }

  private static @Nullable ForeignFormat ofMarkup(String lower) {
    int svg = lower.indexOf("<svg");
    int html = lower.indexOf("<html");
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<head")
        || lower.startsWith("<body")) {
      return new ForeignFormat("HTML", false);
    }
    if (svg >= 0 && (html < 0 || svg < html)) {
      return new ForeignFormat("SVG", true);
    }
    if (html >= 0) {
      return new ForeignFormat("HTML", false);
    }
    return lower.startsWith("<?xml") ? new ForeignFormat("XML", false) : null;
  }

  private static String latin1(ImageBytes in, int offset, int most) {
    int from = Math.min(offset, in.length());
    int count = Math.min(most, in.length() - from);
    return new String(in.array(), from, count, StandardCharsets.ISO_8859_1);
  }
}
