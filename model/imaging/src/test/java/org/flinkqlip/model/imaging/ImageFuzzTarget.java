// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import java.nio.ByteBuffer;

/** Pixels or a rejection, whatever the bytes. */
public final class ImageFuzzTarget {
  private static final ImagePreprocessor PREPROCESSOR =
      new ImagePreprocessor(HostileImagesTest.OPTIONS);
  private static final ByteBuffer TENSOR = ByteBuffer.allocate(PREPROCESSOR.tensorSize());

  private ImageFuzzTarget() {}

  /** Called by Jazzer. */
  @SuppressWarnings("EmptyCatch")
  public static void fuzzerTestOneInput(byte[] content) {
    try {
      PREPROCESSOR.preprocess(content, TENSOR, 0);
    } catch (ImageRejectedException expected) {
      // As it should be.
    }
  }
}
