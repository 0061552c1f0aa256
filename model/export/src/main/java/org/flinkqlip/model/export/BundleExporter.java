// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.PatchGrid;
import org.flinkqlip.model.export.checkpoint.PreprocessorConfig;
import org.flinkqlip.model.export.checkpoint.QlipConfig;
import org.flinkqlip.model.export.checkpoint.TensorNames;
import org.flinkqlip.model.export.checkpoint.TextConfig;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.bundle.Preprocessing;
import org.flinkqlip.model.runtime.bundle.Sha256;
import org.flinkqlip.model.runtime.bundle.TextTower;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.VocabularyException;

/**
 * Makes a bundle from a published checkpoint. Weights go from the checkpoint's mapping to the
 * bundle one tensor at a time; the same checkpoint and options give the same bytes.
 */
public final class BundleExporter {
  /** Version of the graphs that this exporter writes; part of the manifest, so of the model id. */
  public static final String VERSION = "0.4.0";

  /** The layouts of a text vocabulary, the preferred one first. */
  private static final List<List<String>> VOCABULARY =
      List.of(
          List.of(ClipVocabulary.VOCAB, ClipVocabulary.MERGES), List.of(ClipVocabulary.TOKENIZER));

  private BundleExporter() {}

  /**
   * Exports the checkpoint in {@code checkpoint} to the folder {@code output}, which is created if
   * need be. The manifest is written last, so that an interrupted export leaves no bundle.
   *
   * @throws CheckpointException if the checkpoint cannot be used
   * @throws BundleException if {@code output} holds files that no bundle has
   */
  public static ModelBundle export(Path checkpoint, Path output, ExportOptions options)
      throws IOException, CheckpointException, BundleException {
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      prepare(output);
      try (WeightFile weights = new WeightFile(output.resolve(ModelBundle.ENCODER_WEIGHTS))) {
        write(
            EncoderGraph.build(opened, weights, options, VERSION),
            output.resolve(ModelBundle.ENCODER));
      }
      try (WeightFile weights = new WeightFile(output.resolve(ModelBundle.DECODER_WEIGHTS))) {
        write(
            DecoderGraph.build(opened, weights, options, VERSION),
            output.resolve(ModelBundle.DECODER));
      }
      try (WeightFile weights = new WeightFile(output.resolve(ModelBundle.TEXT_WEIGHTS))) {
        write(TextGraph.build(opened, weights, options, VERSION), output.resolve(ModelBundle.TEXT));
      }
      Map<String, String> files = new TreeMap<>();
      for (String file : ModelBundle.REQUIRED) {
        files.put(file, Sha256.of(output.resolve(file)));
      }
      for (String file : copyVocabulary(checkpoint, output, opened.config().text())) {
        files.put(file, Sha256.of(output.resolve(file)));
      }
      Files.write(output.resolve(ModelBundle.MANIFEST), manifest(opened, options, files).toJson());
    }
    return ModelBundle.open(output);
  }

  /** Copies the files of the text vocabulary, if there is one, and tells which. */
  private static List<String> copyVocabulary(Path checkpoint, Path output, TextConfig text)
      throws IOException, CheckpointException {
    List<String> present =
        VOCABULARY.stream()
            .filter(files -> files.stream().map(checkpoint::resolve).allMatch(Files::isRegularFile))
            .findFirst()
            .orElse(List.of());
    if (present.isEmpty()) {
      return present;
    }
    try {
      ClipVocabulary.open(checkpoint).checkFits(text.vocabularySize());
    } catch (VocabularyException e) {
      throw new CheckpointException(e);
    }
    for (String file : present) {
      Files.copy(
          checkpoint.resolve(file), output.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    return present;
  }

  /** Makes room: what an earlier export left, finished or not, is replaced. */
  private static void prepare(Path output) throws IOException, BundleException {
    Files.createDirectories(output);
    try (var entries = Files.list(output)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!isOurs(name)) {
          throw new BundleException(
              "[%s] holds %s, which is of no bundle: name another --output"
                  .formatted(output, name));
        }
      }
    }
    Files.deleteIfExists(output.resolve(ModelBundle.MANIFEST));
    Files.deleteIfExists(output.resolve(ModelBundle.BASELINE));
  }

  private static boolean isOurs(String name) {
    return name.equals(ModelBundle.MANIFEST)
        || name.equals(ModelBundle.BASELINE)
        || ModelBundle.REQUIRED.contains(name)
        || VOCABULARY.stream().anyMatch(files -> files.contains(name));
  }

  private static ModelManifest manifest(
      Checkpoint checkpoint, ExportOptions options, Map<String, String> files)
      throws IOException, CheckpointException, BundleException {
    QlipConfig config = checkpoint.config();
    PatchGrid grid = config.vision().grid();
    PreprocessorConfig preprocessor = checkpoint.preprocessor();
    try {
      return new ModelManifest(
          ModelManifest.FORMAT_VERSION,
          options.name(),
          options.trained(),
          grid.imageSize(),
          grid.patchSize(),
          grid.side(),
          grid.side(),
          config.vision().quantizer().bits(),
          config.vision().quantizer().layout().groupSize(),
          config.embeddingSize(),
          options.features() ? config.vision().transformer().width() : null,
          textTower(checkpoint),
          options.rawReconstruction(),
          options.precision(),
          new Preprocessing(
              "bicubic",
              "center",
              preprocessor.scale(),
              preprocessor.mean(),
              preprocessor.deviation()),
          VERSION,
          files);
    } catch (IllegalArgumentException e) {
      throw new BundleException(e);
    }
  }

  private static TextTower textTower(Checkpoint checkpoint)
      throws IOException, CheckpointException {
    TextConfig text = checkpoint.config().text();
    return new TextTower(
        text.contextLength(),
        text.vocabularySize(),
        text.startOfText(),
        text.endOfText(),
        Math.exp(checkpoint.weights().floats(TensorNames.LOGIT_SCALE)[0]));
  }

  private static void write(ModelProto model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.useDeterministicSerialization();
      model.writeTo(coded);
      coded.flush();
    }
  }
}
