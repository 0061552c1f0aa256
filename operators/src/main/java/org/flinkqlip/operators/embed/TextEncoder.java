// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import org.flinkqlip.model.runtime.onnx.InferenceException;

/** A text tower on a device; {@link #embed} belongs to the device's thread. */
public interface TextEncoder {

  /**
   * Token ids of a text, start and end included; any thread may call it.
   *
   * @return at most as many as the tower's context holds
   */
  int[] tokenize(String text);

  /**
   * Embeds texts.
   *
   * @param texts [B] token ids
   * @return [B][D] unit-length embeddings
   */
  float[][] embed(int[][] texts) throws InferenceException;
}
