// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.List;
import org.flinkqlip.model.runtime.onnx.InferenceException;

/** An encoder on a device; {@link #encode} belongs to the device's thread. */
interface ImageEncoder {

  /** Edge S of the images in pixels. */
  int imageSize();

  /**
   * Encodes the first {@code count} images.
   *
   * @param pixels direct, uint8 [at least count, S, S, 3]
   * @param withFeatures whether to keep the features, which the model must give
   */
  List<EncodedImage> encode(ByteBuffer pixels, int count, boolean withFeatures)
      throws InferenceException;
}
