// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no image that is read here, is named, and told apart from what is no image. */
class ForeignFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "AVIF | \\0\\0\\0 ftypavif\\0\\0\\0\\0mif1miaf",
        "AVIF | \\0\\0\\0 ftypavis\\0\\0\\0\\0msf1",
        "AVIF | \\0\\0\\0 ftypmif1\\0\\0\\0\\0mif1avif",
        "HEIC or HEIF | \\0\\0\\0\\24ftypheic\\0\\0\\0\\0mif1heic",
        "HEIC or HEIF | \\0\\0\\0\\24ftypmif1\\0\\0\\0\\0mif1heic",
        "JPEG 2000 | \\0\\0\\0\\14jP  \\r\\n\\207\\n\\0\\0\\0\\24ftypjp2 ",
        "a JPEG 2000 codestream | \\377O\\377Q\\0/",
        "JPEG XL | \\0\\0\\0\\14JXL \\r\\n\\207\\n",
        "a JPEG XL codestream | \\377\\n\\372\\37",
        "JPEG XR | II\\274\\1\\10\\0\\0\\0",
        "a Windows icon or cursor (ICO, CUR) | \\0\\0\\1\\0\\3\\0\\20\\20\\0\\0",
        "a Windows icon or cursor (ICO, CUR) | \\0\\0\\2\\0\\1\\0\\20\\20\\0\\0",
        "Photoshop (PSD) | 8BPS\\0\\1\\0\\0",
        "Targa (TGA) | \\0\\0\\2\\0\\0\\0\\0\\0\\0\\0\\0\\0\\11\\0\\11\\0\\30\\0\\0\\0",
        "a portable anymap (PBM, PGM, PPM, PAM) | P6\\n9 9\\n255\\n",
        "SVG | <svg xmlns=`http://www.w3.org/2000/svg`/>",
        "SVG | <?xml version='1.0'?>\\n<!-- drawn -->\\n<!DOCTYPE svg>\\n<svg/>",
        "SVG | \\357\\273\\277  <SVG/>",
      })
  void imagesOfOtherFormatsAreUnsupported(String name, String content) {
    assertThat(rejection(content))
        .hasMessageStartingWith("this is " + name + ", which is not supported: convert it to")
        .extracting(ImageRejectedException::fault)
        .isEqualTo(ImageFault.UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "this is HTML: | <!DOCTYPE html><html><body><svg/></body></html>",
        "this is HTML: | \\n\\n<html lang=en>",
        "this is HTML: | <!-- 404 --><HTML>",
        "this is XML: | <?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
        "this is JSON: | {'error': 404}",
        "this is JSON: | [1, 2]",
        "this is JSON: | {}",
        "this is gzip-compressed data: | \\37\\213\\10\\0",
        "this is a ZIP archive: | PK\\3\\4",
        "this is a PDF document: | %PDF-1.7",
        "this is a data URI, in place of the bytes that it encodes: | data:image/png;base64,iVBO",
        "this is Base64, in place of the bytes that it encodes: | /9j/4AAQSkZJRgABAQAAAQABAAD",
        "this is ISO base media, such as MP4 video: | \\0\\0\\0\\30ftypisom\\0\\0\\2\\0",
        "the first bytes | not an image at all",
        "the first bytes | {",
        "the first bytes | \\0\\0\\1\\0\\0\\0",
        "the first bytes | \\0",
      })
  void whatIsNoImageIsUnknown(String start, String content) {
    assertThat(rejection(content.replace('\'', '"')))
        .hasMessageStartingWith(start)
        .hasMessageEndingWith("belong to none of " + ImageFormat.names("and"))
        .extracting(ImageRejectedException::fault)
        .isEqualTo(ImageFault.UNKNOWN_FORMAT);
  }

  private static ImageRejectedException rejection(String content) {
    byte[] bytes = content.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    return catchThrowableOfType(ImageRejectedException.class, () -> ImageFormat.open(bytes));
  }
}
