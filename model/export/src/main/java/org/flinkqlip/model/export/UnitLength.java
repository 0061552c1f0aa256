package org.flinkqlip.model.export;

/** Vectors [.., D] divided by their Euclidean length. */
final class UnitLength {
  private UnitLength() {}

  static String add(GraphBuilder graph, String vectors, String output) {
    String length = graph.reduceLast("ReduceL2", output + ".length", vectors);
    return graph.node("Div", output, vectors, length);
  }
}
