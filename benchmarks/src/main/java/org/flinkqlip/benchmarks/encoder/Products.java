// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.encoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.flinkqlip.benchmarks.Report;
import org.flinkqlip.model.runtime.onnx.GraphSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** The matrix products of a network in a session of their own. */
final class Products implements AutoCloseable {
  private static final long SEED = 5;

  private final MatMulGraph graph;
  private final GraphSession session;
  private final GraphSession.Matrix input;
  private final GraphSession.Matrix output;

  private Products(MatMulGraph graph, GraphSession session, int rows) {
    this.graph = graph;
    this.session = session;
    this.input = matrix(MatMulGraph.INPUT, rows, graph.width());
    this.output = matrix(MatMulGraph.OUTPUT, rows, graph.width());
    Random random = new Random(SEED);
    for (int i = 0; i < input.values().capacity(); i++) {
      input.values().put(i, (float) random.nextGaussian());
    }
  }

  /**
   * Writes and loads the graph.
   *
   * @param file where the graph goes
   * @param rows of input and output
   */
  static Products open(MatMulGraph graph, Path file, int rows, SessionOptions options)
      throws IOException, InferenceException {
    graph.write(file);
    return new Products(graph, GraphSession.open(file, options), rows);
  }

  private static GraphSession.Matrix matrix(String name, int rows, int columns) {
    FloatBuffer values =
        ByteBuffer.allocateDirect(Math.multiplyExact(Float.BYTES, rows * columns))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    return new GraphSession.Matrix(name, values, rows, columns);
  }

  /** All products, once. */
  void run() throws InferenceException {
    session.run(input, output);
  }

  /** Floating-point operations of a call. */
  double operations() {
    return graph.operationsOfRow() * input.rows();
  }

  /** Whether the last row is what Java makes of it. */
  Report.Gate check() throws InferenceException {
    run();
    int start = (input.rows() - 1) * graph.width();
    float[] row = new float[graph.width()];
    input.values().get(start, row);
    float[] expected = graph.expected(row);
    double error = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      error = Math.max(error, Math.abs(output.values().get(start + i) - expected[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return new Report.Gate(
        "productsEqualJava",
        error <= graph.tolerance() * scale,
        "a row of the products differs by %.1e of its largest value from Java's in double precision"
            .formatted(error / scale));
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}
