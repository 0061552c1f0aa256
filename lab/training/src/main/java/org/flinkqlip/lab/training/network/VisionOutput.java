// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What the vision encoder makes of a batch.
 *
 * @param classEmbedding unit-length image embeddings [B, E]
 * @param patches output of the last block without the class token [B, N, D]
 * @param latents unit-length input of the quantizer [B, N, bits]
 * @param hiddenStates before the first block and after each, class token first [B, N + 1, D]
 */
public record VisionOutput(
    NDArray classEmbedding, NDArray patches, NDArray latents, List<NDArray> hiddenStates) {

  public VisionOutput {
    hiddenStates = List.copyOf(hiddenStates);
  }

  /** The second-last hidden state, class token first [B, N + 1, D]; what LLaVA takes. */
  public NDArray secondLast() {
    return hiddenStates.get(hiddenStates.size() - 2);
  }
}
