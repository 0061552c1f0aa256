// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.bundle;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.flinkqlip.model.runtime.text.ClipVocabulary;
import org.flinkqlip.model.runtime.text.VocabularyException;

/**
 * A verified bundle in a local folder.
 *
 * @param directory the folder
 * @param manifest its {@code model.json}
 * @param digest SHA-256 of {@code model.json}, which holds the digest of every other file
 */
public record ModelBundle(Path directory, ModelManifest manifest, String digest) {
  public static final String MANIFEST = "model.json";
  public static final String ENCODER = "encoder.onnx";
  public static final String ENCODER_WEIGHTS = "encoder.weights";
  public static final String DECODER = "decoder.onnx";
  public static final String DECODER_WEIGHTS = "decoder.weights";
  public static final String TEXT = "text.onnx";
  public static final String TEXT_WEIGHTS = "text.weights";

  /**
   * What the model gave for images that it is made for, if that was measured. Not in the manifest:
   * a baseline that is measured later must not change the model id.
   */
  public static final String BASELINE = "baseline.json";

  /** The files of every bundle, less the manifest and the text vocabulary. */
  public static final List<String> REQUIRED =
      List.of(ENCODER, ENCODER_WEIGHTS, DECODER, DECODER_WEIGHTS, TEXT, TEXT_WEIGHTS);

  private static final int MAX_MANIFEST_BYTES = 1 << 20;

  public ModelBundle {
    requireNonNull(directory, "directory is null");
    requireNonNull(manifest, "manifest is null");
    requireNonNull(digest, "digest is null");
  }

  /**
   * Reads the manifest in {@code directory}, compares the digest of every file, and checks that the
   * graphs name no file beyond them.
   *
   * @throws BundleException if the folder is no bundle, or a file is missing, altered, a symbolic
   *     link or no graph
   */
  public static ModelBundle open(Path directory) throws IOException, BundleException {
    Path file = directory.resolve(MANIFEST);
    refuseLink(file);
    if (!Files.isRegularFile(file)) {
      throw new BundleException(
          "[%s] is no model bundle: it has no %s. Make one with: qlip export --checkpoint DIR --output %s"
              .formatted(directory, MANIFEST, directory));
    }
    if (Files.size(file) > MAX_MANIFEST_BYTES) {
      throw new BundleException("[%s] is too large for a manifest".formatted(file));
    }
    byte[] json = Files.readAllBytes(file);
    ModelManifest manifest;
    try {
      manifest = ModelManifest.fromJson(json);
    } catch (BundleException e) {
      throw new BundleException("[%s] is no manifest: %s".formatted(file, e.getMessage()), e);
    }
    for (String required : REQUIRED) {
      if (!manifest.files().containsKey(required)) {
        throw new BundleException("[%s] does not list %s".formatted(file, required));
      }
    }
    for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
      verify(directory.resolve(entry.getKey()), entry.getValue());
    }
    for (String graph : List.of(ENCODER, DECODER, TEXT)) {
      ExternalData.check(directory.resolve(graph), manifest.files().keySet());
    }
    return new ModelBundle(directory, manifest, Sha256.of(json));
  }

  /** A link's target may change, or lie where a bundle has no business. */
  private static void refuseLink(Path file) throws BundleException {
    if (Files.isSymbolicLink(file)) {
      throw new BundleException(
          "[%s] is a symbolic link, a bundle holds plain files: copy it with what its links lead to (cp -rL)"
              .formatted(file));
    }
  }

  private static void verify(Path file, String expected) throws IOException, BundleException {
    refuseLink(file);
    if (!Files.isRegularFile(file)) {
      throw new BundleException(
          "[%s] is missing from the bundle: copy or export it again".formatted(file));
    }
    String actual = Sha256.of(file);
    if (!actual.equals(expected)) {
      throw new BundleException(
          "[%s] is not the file that the manifest describes: SHA-256 %s, expected %s. Copy or export the bundle again"
              .formatted(file, actual, expected));
    }
  }

  /** name@first 12 hex digits of the digest; embeddings of two model ids never compare. */
  public String modelId() {
    return manifest.name() + "@" + digest.substring(0, 12);
  }

  /**
   * The text vocabulary, if the checkpoint had one.
   *
   * @throws BundleException if it is malformed or not of this model
   */
  public Optional<ClipVocabulary> vocabulary() throws IOException, BundleException {
    try {
      Optional<ClipVocabulary> vocabulary;
      if (manifest
          .files()
          .keySet()
          .containsAll(List.of(ClipVocabulary.VOCAB, ClipVocabulary.MERGES))) {
        vocabulary =
            Optional.of(
                ClipVocabulary.read(file(ClipVocabulary.VOCAB), file(ClipVocabulary.MERGES)));
      } else if (manifest.files().containsKey(ClipVocabulary.TOKENIZER)) {
        vocabulary = Optional.of(ClipVocabulary.readTokenizer(file(ClipVocabulary.TOKENIZER)));
      } else {
        return Optional.empty();
      }
      checkFits(vocabulary.get());
      return vocabulary;
    } catch (VocabularyException e) {
      throw new BundleException(e);
    }
  }

  private void checkFits(ClipVocabulary vocabulary) throws VocabularyException, BundleException {
    vocabulary.checkFits(manifest.text().vocabularySize());
    int start = manifest.text().startOfText();
    if (vocabulary.startOfText() != start) {
      throw new BundleException(
          "[%s] starts texts with token %d, the model's text tower wants %d: the vocabulary is of another model. Export the bundle with its own"
              .formatted(directory, vocabulary.startOfText(), start));
    }
  }

  /**
   * A tokenizer for the text tower.
   *
   * @throws BundleException if the bundle has no text vocabulary, or a malformed one
   */
  public ClipTokenizer tokenizer() throws IOException, BundleException {
    ClipVocabulary vocabulary =
        vocabulary()
            .orElseThrow(
                () ->
                    new BundleException(
                        ("[%s] has no text vocabulary. Put the checkpoint's vocab.json and merges.txt"
                                + " (or tokenizer.json) beside its weights and export it again")
                            .formatted(directory)));
    return new ClipTokenizer(vocabulary, manifest.text().contextLength());
  }

  /** The path of a file of the bundle. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /** How to print the bundle: its id, and a warning where its weights mean nothing. */
  public String describe() {
    return manifest.trained()
        ? modelId()
        : modelId() + " (UNTRAINED: random weights, its codes and embeddings mean nothing)";
  }
}
