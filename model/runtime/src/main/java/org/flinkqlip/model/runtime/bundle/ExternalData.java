// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/**
 * The files that a graph names for its weights. A runtime would open whatever a graph names, so the
 * graph is asked before it gets there: only files of the bundle, whose digests are known, will do.
 */
final class ExternalData {
  /** Weights are in files of their own; what is left of a graph is small. */
  private static final long MAX_GRAPH_BYTES = 64L << 20;

  private static final String LOCATION = "location";

  private ExternalData() {}

  /**
   * Checks that {@code graph} is an ONNX graph all of whose external data lies in files of the
   * bundle.
   *
   * @param files names of the bundle's files
   * @throws BundleException if it is malformed, too large, or names another file
   */
  static void check(Path graph, Set<String> files) throws IOException, BundleException {
    if (Files.size(graph) > MAX_GRAPH_BYTES) {
      throw new BundleException(
          "[%s] has %d bytes, a graph has at most %d: weights belong in files of their own. Export the checkpoint again"
              .formatted(graph, Files.size(graph), MAX_GRAPH_BYTES));
    }
    ModelProto model;
    try {
      model = ModelProto.parseFrom(Files.readAllBytes(graph));
    } catch (InvalidProtocolBufferException e) {
      throw new BundleException(
          "[%s] is no ONNX graph: %s. Copy or export the bundle again"
              .formatted(graph, e.getMessage()),
          e);
    }
    walk(model, graph, files);
  }

  /** Tensors may be anywhere: among the initializers, in attributes, subgraphs and functions. */
  private static void walk(Message message, Path graph, Set<String> files) throws BundleException {
    if (message instanceof TensorProto tensor) {
      check(tensor, graph, files);
    }
    for (Object value : message.getAllFields().values()) {
      if (value instanceof Message child) {
        walk(child, graph, files);
      } else if (value instanceof Collection<?> children) {
        for (Object child : children) {
          if (child instanceof Message inner) {
            walk(inner, graph, files);
          }
        }
      }
    }
  }

  private static void check(TensorProto tensor, Path graph, Set<String> files)
      throws BundleException {
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      if (entry.getKey().equals(LOCATION) && !files.contains(entry.getValue())) {
        throw new BundleException(
            "[%s] tensor %s has its data in '%s', which is no file of the bundle. Export the checkpoint again"
                .formatted(graph, tensor.getName(), entry.getValue()));
      }
    }
  }
}
