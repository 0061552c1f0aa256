package org.flinkqlip.model.export;

import java.util.List;
import java.util.Map;

/** Vectors [.., D] divided by their Euclidean length. */
final class UnitLength {
  private UnitLength() {}

  static String add(GraphBuilder graph, String vectors, String output) {
    String length =
        graph.node(
            "ReduceL2",
            output + ".length",
            List.of(vectors),
            Map.of("axes", List.of(-1), "keepdims", 1));
    return graph.node("Div", output, vectors, length);
  }
}
