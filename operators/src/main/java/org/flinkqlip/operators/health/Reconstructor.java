// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import org.flinkqlip.model.runtime.onnx.InferenceException;

/** A decoder; its calls belong to the device's thread. */
@FunctionalInterface
public interface Reconstructor {

  /**
   * The picture of one image's codes.
   *
   * @return uint8 [S, S, 3]
   */
  byte[] reconstruct(int[] codes) throws InferenceException;
}
