// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A graph of no bundle, with one float32 input and one float32 output, on one device: for measuring
 * what operators cost by themselves. Threads as for {@link EncoderSession}.
 */
public final class GraphSession implements AutoCloseable {
  private final Path graph;
  private final OnnxSession session;

  private GraphSession(Path graph, OnnxSession session) {
    this.graph = graph;
    this.session = session;
  }

  /**
   * Loads the ONNX file {@code graph}.
   *
   * @throws InferenceException if the provider is not to be had or the graph does not load
   */
  public static GraphSession open(Path graph, SessionOptions options) throws InferenceException {
    return new GraphSession(graph, OnnxSession.openGraph(graph, options));
  }

  /**
   * A matrix of a graph.
   *
   * @param name of the input or output
   * @param values direct, in native order, rows x columns
   */
  public record Matrix(String name, FloatBuffer values, int rows, int columns) {

    /** Checks the size. */
    public Matrix {
      if (!values.isDirect() || values.capacity() != Math.multiplyExact(rows, columns)) {
        throw new IllegalArgumentException(
            "a direct buffer of %d x %d floats is needed for %s, got %d"
                .formatted(rows, columns, name, values.capacity()));
      }
    }
  }

  /**
   * Runs the graph on {@code input} into {@code output}.
   *
   * @throws InferenceException if the call fails
   */
  public void run(Matrix input, Matrix output) throws InferenceException {
    try (OnnxTensor in = tensor(input);
        OnnxTensor out = tensor(output)) {
      session.run(Map.of(input.name(), in), Map.of(output.name(), out));
    } catch (OrtException e) {
      throw new InferenceException("running [%s] failed: %s".formatted(graph, e.getMessage()), e);
    }
  }

  private OnnxTensor tensor(Matrix matrix) throws OrtException {
    return session.floats(matrix.values(), matrix.rows(), matrix.columns());
  }

  @Override
  public void close() throws InferenceException {
    session.close();
  }
}
