// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import java.util.List;
import org.flinkqlip.model.runtime.onnx.InferenceException;

/** A decoder on a device; {@link #decode} belongs to the device's thread. */
interface ImageDecoder {

  /**
   * Reconstructs images.
   *
   * @param codes [B][N] codes that fit the model, row-major
   * @return [B] pixels, uint8 [S, S, 3] RGB
   */
  List<byte[]> decode(int[][] codes) throws InferenceException;
}
