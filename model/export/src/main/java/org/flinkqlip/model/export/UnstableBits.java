// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * How many bits of an image another precision may flip: those whose latent is nearer to zero than
 * {@value #MARGIN} of the root mean square of its code's latents.
 */
final class UnstableBits {
  /**
   * Of the default model, 1.9 % of the bits are within it: every one that float16 flips, half of
   * those that 8-bit products flip. A third of them does flip in 8 bits.
   */
  static final float MARGIN = 0.05f;

  private UnstableBits() {}

  /** Latents [B, N, bits] to the share of unstable bits [B, 1]. */
  static String share(GraphBuilder graph, String latents, int bits, int tokens, String output) {
    String length = graph.reduceLast("ReduceL2", "latents.length", latents);
    float perLength = (float) (MARGIN / Math.sqrt(bits));
    String margin =
        graph.node("Mul", "latents.margin", length, graph.scalar("latents.per_length", perLength));
    String size = graph.node("Abs", "latents.size", latents);
    String near = graph.node("Less", "bits.unstable", size, margin);
    String counted = graph.cast(near, "bits.unstable.float", DataType.FLOAT);
    String flat =
        graph.node(
            "Reshape",
            "bits.unstable.flat",
            counted,
            graph.vector("bits.unstable.shape", -1, (long) tokens * bits));
    return graph.reduceLast("ReduceMean", output, flat);
  }
}
