// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import java.io.IOException;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.runtime.bundle.Precision;

/** The matrix products of a stack's linear layers. */
interface Products {

  /**
   * The product of {@code input} [.., in] with the matrix of {@code layer}, [.., out], without the
   * bias.
   */
  String multiply(String layer, String input, int in, int out)
      throws IOException, CheckpointException;

  /** Products in the precision of {@code graph}. */
  static Products of(GraphBuilder graph, Weights weights) {
    if (graph.precision() == Precision.INT8) {
      return new Int8Products(graph, weights);
    }
    return (layer, input, in, out) ->
        graph.node("MatMul", layer, input, weights.matrix(layer, in, out));
  }
}
