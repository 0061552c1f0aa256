// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.Precision;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.health.LatentFacts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the encoder says of the model's health, and that its results are the same without it. */
class HealthOutputsTest {
  /** As {@code UnstableBits.MARGIN}: of the root mean square of a code's latents. */
  private static final double MARGIN = 0.05;

  /** Where a latent is as near to the margin, either side may count it. */
  private static final double TOLERANCE = 1e-4;

  private static final Set<String> OUTPUTS = Set.of("embedding.length", "unstable_bits");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(GoldenModel.class)
  void unstableBitsAreThoseOfTheReferencesLatents(GoldenModel model) throws Exception {
    ModelBundle bundle = export(model, Precision.FLOAT32);
    int bits = bundle.manifest().bits();
    List<String> images = model.images();
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(1))) {
      assertThat(session.givesHealth()).isTrue();
      EncodedBatch batch = session.encode(pixels(session, model), images.size());
      for (int i = 0; i < images.size(); i++) {
        float[] latents = model.expectedFloats(images.get(i) + "/latents");
        int near = 0;
        int undecided = 0;
        for (float latent : latents) {
          // Of unit length, so the root mean square is 1 / sqrt(bits).
          double size = Math.abs(latent) * Math.sqrt(bits);
          near += size < MARGIN ? 1 : 0;
          undecided += Math.abs(size - MARGIN) < TOLERANCE * Math.sqrt(bits) ? 1 : 0;
        }
        LatentFacts facts = batch.latentFactsOf(i).orElseThrow();
        assertThat((double) facts.unstableBits())
            .as(images.get(i))
            .isCloseTo((double) near / latents.length, within((undecided + 1e-3) / latents.length));
        assertThat(facts.embeddingLength()).isPositive().isLessThan(1e4f);
      }
    }
  }

  /** An earlier exporter's graph is this one without the two outputs and what only they need. */
  @ParameterizedTest
  @CsvSource({
    "EVA_P16_64, FLOAT32",
    "EVA_P8_96, FLOAT32",
    "VIT_P14_112, FLOAT32",
    "EVA_P16_64, FLOAT16",
    "EVA_P16_64, BFLOAT16_WEIGHTS",
    "EVA_P16_64, INT8"
  })
  void codesAndEmbeddingsAreTheSameToTheLastBitWithoutThem(GoldenModel model, Precision precision)
      throws Exception {
    ModelBundle bundle = export(model, precision);
    ModelBundle older = withoutHealth(bundle);
    int count = model.images().size();
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(1));
        EncoderSession olderSession = EncoderSession.open(older, SessionOptions.cpu(1))) {
      EncodedBatch batch = session.encode(pixels(session, model), count);
      EncodedBatch olderBatch = olderSession.encode(pixels(session, model), count);

      assertThat(olderSession.givesHealth()).isFalse();
      for (int i = 0; i < count; i++) {
        assertThat(olderBatch.latentFactsOf(i)).isEmpty();
        assertThat(batch.latentFactsOf(i)).isPresent();
        assertThat(batch.codesOf(i)).containsExactly(olderBatch.codesOf(i));
        assertThat(batch.embeddingOf(i)).containsExactly(olderBatch.embeddingOf(i));
      }
    }
  }

  private ModelBundle export(GoldenModel model, Precision precision) throws Exception {
    return BundleExporter.export(
        model.checkpoint(),
        directory.resolve("bundle"),
        ExportOptions.named("golden").withPrecision(precision));
  }

  private ModelBundle withoutHealth(ModelBundle bundle) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("older"));
    for (String file : bundle.manifest().files().keySet()) {
      Files.copy(bundle.file(file), folder.resolve(file));
    }
    Path graph = folder.resolve(ModelBundle.ENCODER);
    Files.write(graph, strip(graph).toByteArray());
    TreeMap<String, String> digests = new TreeMap<>(bundle.manifest().files());
    String before = digests.get(ModelBundle.ENCODER);
    String json = Files.readString(bundle.file(ModelBundle.MANIFEST));
    Files.writeString(folder.resolve(ModelBundle.MANIFEST), json.replace(before, Sha256.of(graph)));
    return ModelBundle.open(folder);
  }

  private static ModelProto strip(Path file) throws IOException {
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    graph.clearOutput();
    model.getGraph().getOutputList().stream()
        .filter(output -> !OUTPUTS.contains(output.getName()))
        .forEach(graph::addOutput);
    // From the back, so that each node that nobody reads any more takes what only it read along.
    List<NodeProto> nodes = model.getGraph().getNodeList();
    graph.clearNode();
    Deque<NodeProto> kept = new ArrayDeque<>();
    Set<String> read = new HashSet<>();
    graph.getOutputList().forEach(output -> read.add(output.getName()));
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeProto node = nodes.get(i);
      if (node.getOutputList().stream().anyMatch(read::contains)) {
        read.addAll(node.getInputList());
        kept.addFirst(node);
      }
    }
    assertThat(kept)
        .as("seven nodes are for the health alone")
        .hasSizeLessThanOrEqualTo(nodes.size() - 7)
        .noneMatch(node -> node.getName().matches("latents\\..*|bits\\.unstable.*"));
    return model.toBuilder().setGraph(graph.addAllNode(kept)).build();
  }

  private static ByteBuffer pixels(EncoderSession session, GoldenModel model) {
    List<String> images = model.images();
    ByteBuffer pixels = session.newPixelBuffer(images.size());
    for (int i = 0; i < images.size(); i++) {
      ByteBuffer image = model.expectedBytes(images.get(i) + "/resized_rgb_hwc");
      pixels.put(i * session.pixelBytes(), image, 0, session.pixelBytes());
    }
    return pixels;
  }
}
