// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.flinkqlip.model.imaging.PillowCorpus.Picture;
import org.flinkqlip.model.imaging.internal.ImageFile;
import org.flinkqlip.model.imaging.internal.PixelBuffer;
import org.flinkqlip.model.imaging.internal.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Depths, colour types, compressions and layouts of every format against Pillow's pixels. */
class PillowCorpusTest {

  static List<Picture> pictures() {
    return PillowCorpus.pictures();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void pixelsAreEqualToPillows(Picture picture) throws Exception {
    ImageFile file = ImageFormat.open(picture.content());
    RgbImage image = file.decode(new PixelBuffer());
    assertThat(image.width()).isEqualTo(picture.width());
    assertThat(image.height()).isEqualTo(picture.height());
    assertThat(digest(image)).isEqualTo(picture.rgb());
    assertThat(digest(file.exifOrientation().apply(image))).isEqualTo(picture.upright());
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void resizedAndCroppedPixelsAreEqualToPillows(Picture picture) throws Exception {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(PreprocessOptions.forSize(PillowCorpus.SIZE));
    ByteBuffer tensor = ByteBuffer.allocateDirect(preprocessor.tensorSize());
    preprocessor.preprocess(picture.content(), tensor, 0);
    byte[] values = new byte[tensor.capacity()];
    tensor.get(0, values);
    assertThat(digest(values)).isEqualTo(picture.square());
  }

  @Test
  void arithmeticCodingIsReadOrNamed() {
    List<Picture> arithmetic = PillowCorpus.all().stream().filter(Picture::isArithmetic).toList();
    assertThat(arithmetic).hasSize(6);
    if (!PillowCorpus.readsArithmeticCoding()) {
      assertThat(arithmetic)
          .allSatisfy(
              picture ->
                  assertThatThrownBy(() -> ImageFormat.open(picture.content()))
                      .hasMessageContaining("arithmetic coding, which this JDK's libjpeg lacks")
                      .extracting(e -> ((ImageRejectedException) e).fault())
                      .isEqualTo(ImageFault.UNSUPPORTED));
    }
  }

  private static String digest(RgbImage image) {
    byte[] rgb = new byte[3 * image.width() * image.height()];
    System.arraycopy(image.rgb(), 0, rgb, 0, rgb.length);
    return digest(rgb);
  }

  private static String digest(byte[] values) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(values));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
