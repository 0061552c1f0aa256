// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.health;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Sha256;

/** A bundle as an exporter made it that knew of no health: its encoder gives results alone. */
final class BareBundle {
  private static final Set<String> HEALTH = Set.of("embedding.length", "unstable_bits");

  private BareBundle() {}

  /** Makes it of {@code bundle}, in a folder that may hold an earlier one. */
  static ModelBundle of(ModelBundle bundle, Path folder) throws IOException, BundleException {
    Files.createDirectories(folder);
    for (String file : bundle.manifest().files().keySet()) {
      Files.copy(bundle.file(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Path encoder = folder.resolve(ModelBundle.ENCODER);
    Files.write(encoder, strip(ModelProto.parseFrom(Files.readAllBytes(encoder))).toByteArray());
    String manifest = Files.readString(bundle.file(ModelBundle.MANIFEST));
    Files.writeString(
        folder.resolve(ModelBundle.MANIFEST),
        manifest.replace(bundle.manifest().files().get(ModelBundle.ENCODER), Sha256.of(encoder)));
    return ModelBundle.open(folder);
  }

  private static ModelProto strip(ModelProto model) {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearOutput().clearNode();
    Set<String> read = new HashSet<>();
    model.getGraph().getOutputList().stream()
        .filter(output -> !HEALTH.contains(output.getName()))
        .forEach(
            output -> {
              graph.addOutput(output);
              read.add(output.getName());
            });
    // From the back: a node that nobody reads any more takes along what it alone reads.
    List<NodeProto> nodes = model.getGraph().getNodeList();
    Deque<NodeProto> kept = new ArrayDeque<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(read::contains)) {
        read.addAll(node.getInputList());
        kept.addFirst(node);
      }
    }
    return model.toBuilder().setGraph(graph.addAllNode(kept)).build();
  }
}
