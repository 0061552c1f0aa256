// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

/** Vectors [.., D] divided by their Euclidean length. */
final class UnitLength {
  private UnitLength() {}

  static String add(GraphBuilder graph, String vectors, String output) {
    String length = graph.reduceLast("ReduceL2", lengthOf(output), vectors);
    return graph.node("Div", output, vectors, length);
  }

  /** Name of the tensor [.., 1] with the lengths that {@code output} was divided by. */
  static String lengthOf(String output) {
    return output + ".length";
  }
}
