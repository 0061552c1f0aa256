// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.flinkqlip.model.export.BundleExporter;
import org.flinkqlip.model.export.ExportOptions;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.text.ByteVocabulary;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles made to do harm are refused before anything of them is used. */
class HostileBundleTest {
  @TempDir private Path temporary;
  private Path directory;

  @BeforeEach
  void export() throws Exception {
    directory = temporary.resolve("bundle");
    BundleExporter.export(
        GoldenModel.EVA_P16_64.checkpoint(), directory, ExportOptions.named("tiny"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "/etc/passwd",
        "file:///etc/passwd",
        "./encoder.weights",
        "x/../encoder.weights",
        "model.json",
        "",
      })
  void graphsMayOnlyNameFilesOfTheBundle(String location) throws Exception {
    rewrite(graph -> graph.toBuilder().setInitializer(0, external(location)).build());

    assertRefused("encoder.onnx", "which is no file of the bundle", "'" + location + "'");
  }

  @Test
  void weightsOfSubgraphsAndAttributesMayNotLieElsewhereEither() throws Exception {
    AttributeProto constant =
        AttributeProto.newBuilder().setName("value").setT(external("../secret")).build();
    NodeProto node = NodeProto.newBuilder().setOpType("Constant").addAttribute(constant).build();
    AttributeProto branch =
        AttributeProto.newBuilder()
            .setName("then_branch")
            .setG(GraphProto.newBuilder().addNode(node))
            .build();
    rewrite(
        graph ->
            graph.toBuilder()
                .addNode(NodeProto.newBuilder().setOpType("If").addAttribute(branch))
                .build());

    assertRefused("encoder.onnx", "'../secret'");
  }

  @Test
  void symbolicLinksAreRefused() throws Exception {
    for (String name : new String[] {ModelBundle.ENCODER_WEIGHTS, ModelBundle.MANIFEST}) {
      Path file = directory.resolve(name);
      Path moved = temporary.resolve(name);
      Files.move(file, moved);
      Files.createSymbolicLink(file, moved);

      assertRefused(name, "is a symbolic link", "cp -rL");

      Files.delete(file);
      Files.move(moved, file);
    }
    assertThat(ModelBundle.open(directory).modelId()).startsWith("tiny@");
  }

  @Test
  void aFolderThatIsItselfALinkIsFine() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("current"), directory);

    assertThat(ModelBundle.open(link).modelId()).startsWith("tiny@");
  }

  @Test
  void truncatedGraphsWithADigestThatFitsAreRefusedAtStart() throws Exception {
    byte[] whole = Files.readAllBytes(directory.resolve(ModelBundle.ENCODER));
    for (int i = 0; i < 40; i++) {
      replace(ModelBundle.ENCODER, Arrays.copyOf(whole, whole.length * i / 40));

      Throwable fault = catchThrowable(this::openEncoder);

      assertThat(fault)
          .as("cut to %d fortieths", i)
          .isInstanceOfAny(BundleException.class, InferenceException.class)
          .hasMessageContaining("encoder.onnx");
    }
  }

  @Test
  void truncatedWeightsWithADigestThatFitsAreRefusedAtStart() throws Exception {
    byte[] whole = Files.readAllBytes(directory.resolve(ModelBundle.ENCODER_WEIGHTS));
    for (int i = 0; i < 10; i++) {
      replace(ModelBundle.ENCODER_WEIGHTS, Arrays.copyOf(whole, whole.length * i / 10));

      assertThatThrownBy(this::openEncoder)
          .as("cut to %d tenths", i)
          .isInstanceOf(InferenceException.class)
          .hasMessageContaining("encoder.onnx");
    }
  }

  @Test
  void mutatedManifestsAreRefusedOrMeanTheSameFiles() throws Exception {
    Path manifest = directory.resolve(ModelBundle.MANIFEST);
    byte[] good = Files.readAllBytes(manifest);
    Random random = new Random(20261124);
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      Files.write(manifest, mutate(good, random));

      Throwable fault = catchThrowable(() -> ModelBundle.open(directory));

      if (fault != null) {
        assertThat(fault).as("mutant %d", i).isInstanceOf(BundleException.class);
        refused++;
      }
    }
    assertThat(refused).isBetween(300, 599);
  }

  @Test
  void manifestsOfDeepNestingAndLongNumbersAreRefused() throws Exception {
    for (String json :
        new String[] {
          "[".repeat(500_000),
          "{\"files\":".repeat(20_000),
          "{\"imageSize\":" + "9".repeat(5_000) + "}",
          "{\"imageSize\":1e999999999}",
          "null",
          "",
          "\u0000",
          "{}"
        }) {
      Files.writeString(directory.resolve(ModelBundle.MANIFEST), json);
      assertRefused("model.json");
    }
  }

  @Test
  void theVocabularyOfAnotherModelIsRefused() throws Exception {
    Path other = Files.createDirectory(temporary.resolve("other"));
    ByteVocabulary.write(other, 600, 601);
    add(other, ClipVocabulary.VOCAB);
    add(other, ClipVocabulary.MERGES);

    assertThatThrownBy(() -> ModelBundle.open(directory).tokenizer())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("not of one checkpoint");
  }

  @Test
  void theVocabularyOfAnotherModelOfTheSameSizeIsRefused() throws Exception {
    Path other = Files.createDirectory(temporary.resolve("other"));
    ByteVocabulary.write(other, 513, 512);
    add(other, ClipVocabulary.VOCAB);
    add(other, ClipVocabulary.MERGES);
    String json = Files.readString(directory.resolve(ModelBundle.MANIFEST));
    Files.writeString(
        directory.resolve(ModelBundle.MANIFEST),
        json.replaceFirst("(\"vocabularySize\" : )\\d+", "$1514")
            .replaceFirst("(\"startOfText\" : )\\d+", "$1512"));

    assertThatThrownBy(() -> ModelBundle.open(directory).tokenizer())
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("of another model");
  }

  private void openEncoder() throws Exception {
    EncoderSession.open(ModelBundle.open(directory), SessionOptions.cpu(1)).close();
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(BundleException.class)
        .hasMessageContainingAll(parts);
  }

  private interface Change {
    GraphProto of(GraphProto graph);
  }

  private void rewrite(Change change) throws Exception {
    ModelProto model =
        ModelProto.parseFrom(Files.readAllBytes(directory.resolve(ModelBundle.ENCODER)));
    replace(
        ModelBundle.ENCODER,
        model.toBuilder().setGraph(change.of(model.getGraph())).build().toByteArray());
  }

  private static TensorProto external(String location) {
    return TensorProto.newBuilder()
        .setName("weights")
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addDims(4)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  /** Puts other bytes in a file's place and their digest in the manifest. */
  private void replace(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    String before = Sha256.of(file);
    Files.write(file, bytes);
    Path manifest = directory.resolve(ModelBundle.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(file)));
  }

  private void add(Path folder, String name) throws IOException {
    Path file = Files.copy(folder.resolve(name), directory.resolve(name));
    Path manifest = directory.resolve(ModelBundle.MANIFEST);
    String entry = "\"files\" : {\n    \"%s\" : \"%s\",".formatted(name, Sha256.of(file));
    Files.writeString(manifest, Files.readString(manifest).replaceFirst("\"files\" : \\{", entry));
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bad.length);
      switch (random.nextInt(4)) {
        case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bad[at] = (byte) "{}[]\",:-0123456789.eE/\\ntf".charAt(random.nextInt(26));
        case 2 -> {
          int from = random.nextInt(bad.length);
          int count = Math.min(1 + random.nextInt(40), bad.length - Math.max(at, from));
          System.arraycopy(good, from, bad, at, count);
        }
        default -> {
          byte[] word = "null".getBytes(StandardCharsets.US_ASCII);
          System.arraycopy(word, 0, bad, at, Math.min(4, bad.length - at));
        }
      }
    }
    return random.nextInt(10) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
  }
}
