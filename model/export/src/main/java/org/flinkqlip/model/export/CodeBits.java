// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Between bits and codes: one bit per latent dimension, dimension 0 the most significant. */
final class CodeBits {
  private CodeBits() {}

  /**
   * Signs of latents [.., bits] to codes int32 [..]: bit = latent > 0. Halves of at most 15 bits
   * are summed in float32, where they are exact, and joined as integers.
   */
  static String pack(GraphBuilder graph, String latents, int bits, String output)
      throws IOException {
    String positive =
        graph.node("Greater", "bits.positive", latents, graph.scalar("bits.threshold", 0f));
    String ones = graph.cast(positive, "bits", DataType.FLOAT);
    int low = bits / 2;
    String halves =
        graph.node(
            "MatMul",
            "code_halves",
            ones,
            graph.exact("code_halves.powers", powers(bits, low), bits, 2));
    String integers = graph.cast(halves, "code_halves.int32", DataType.INT32);
    String high = half(graph, integers, "high", 0);
    String shifted = graph.node("Mul", "codes.high", high, graph.int32("codes.shift", 1 << low));
    return graph.node("Add", output, shifted, half(graph, integers, "low", 1));
  }

  /**
   * Codes int32 [B, N] to bits float32 [B, N, bits] of 0 and 1: bit k is c / 2^k - 2 (c / 2^(k+1))
   * in integers.
   */
  static String unpack(GraphBuilder graph, String codes, int bits) {
    int[] powers = new int[bits];
    int[] doubles = new int[bits];
    for (int bit = 0; bit < bits; bit++) {
      powers[bit] = 1 << (bits - 1 - bit);
      doubles[bit] = 2 * powers[bit];
    }
    String column =
        graph.node("Unsqueeze", "codes.column", codes, graph.vector("codes.column.axis", -1));
    String shifted =
        graph.node("Div", "codes.shifted", column, graph.int32Vector("codes.powers", powers));
    String above =
        graph.node("Div", "codes.above", column, graph.int32Vector("codes.doubles", doubles));
    String twice = graph.node("Add", "codes.above.twice", above, above);
    String integers = graph.node("Sub", "bits.int32", shifted, twice);
    return graph.cast(integers, "bits", DataType.FLOAT);
  }

  private static String half(GraphBuilder graph, String integers, String name, int index) {
    return graph.node(
        "Gather",
        "code_halves." + name,
        List.of(
            integers, graph.integers("code_halves.%s.index".formatted(name), new long[] {index})),
        Map.of("axis", -1));
  }

  /** [bits, 2]: column 0 weighs the upper bits, column 1 the {@code low} lower ones. */
  private static float[] powers(int bits, int low) {
    float[] powers = new float[2 * bits];
    for (int bit = 0; bit < bits; bit++) {
      int exponent = bits - 1 - bit;
      if (exponent >= low) {
        powers[2 * bit] = 1 << (exponent - low);
      } else {
        powers[2 * bit + 1] = 1 << exponent;
      }
    }
    return powers;
  }
}
