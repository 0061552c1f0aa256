// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.lab.evaluation.measure.Vectors;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.model.runtime.onnx.DecodedBatch;
import org.flinkqlip.model.runtime.onnx.DecoderSession;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.InvalidCodesException;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.model.runtime.text.ClipTokenizer;

/** The three networks of a bundle. For one thread at a time. */
public final class ModelSessions implements AutoCloseable {
  /** Images or texts of one call: more gain no speed on a CPU. */
  public static final int BATCH = 16;

  private final ModelManifest manifest;
  private final Optional<ClipTokenizer> tokenizer;
  private final EncoderSession encoder;
  private final DecoderSession decoder;
  private final TextSession text;
  private final ByteBuffer pixels;

  private ModelSessions(
      ModelManifest manifest,
      Optional<ClipTokenizer> tokenizer,
      EncoderSession encoder,
      DecoderSession decoder,
      TextSession text) {
    this.manifest = manifest;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.decoder = decoder;
    this.text = text;
    this.pixels = encoder.newPixelBuffer(BATCH);
  }

  /**
   * Loads the networks of {@code bundle}.
   *
   * @throws BundleException if its vocabulary is malformed
   * @throws InferenceException if the provider is not to be had or a graph does not load
   */
  public static ModelSessions open(ModelBundle bundle, SessionOptions options)
      throws IOException, BundleException, InferenceException {
    requireNonNull(options, "options is null");
    int context = bundle.manifest().text().contextLength();
    Optional<ClipTokenizer> tokenizer =
        bundle.vocabulary().map(vocabulary -> new ClipTokenizer(vocabulary, context));
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      EncoderSession encoder = EncoderSession.open(bundle, options);
      opened.add(encoder);
      DecoderSession decoder = DecoderSession.open(bundle, options);
      opened.add(decoder);
      TextSession text = TextSession.open(bundle, options);
      return new ModelSessions(bundle.manifest(), tokenizer, encoder, decoder, text);
    } catch (InferenceException e) {
      closeAfter(e, opened);
      throw e;
    }
  }

  private static void closeAfter(InferenceException failure, List<AutoCloseable> opened) {
    for (AutoCloseable session : opened) {
      try {
        session.close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** What the bundle says of the model. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** Whether the bundle has a vocabulary, so that texts can be embedded. */
  public boolean readsText() {
    return tokenizer.isPresent();
  }

  /**
   * Encodes up to {@link #BATCH} images.
   *
   * @param images [S, S, 3] each, of the model's size
   */
  public List<Encoding> encode(List<byte[]> images) throws InferenceException {
    if (images.isEmpty() || images.size() > BATCH) {
      throw new IllegalArgumentException(
          "1 to %d images are encoded at a time, not %d".formatted(BATCH, images.size()));
    }
    for (int i = 0; i < images.size(); i++) {
      if (images.get(i).length != encoder.pixelBytes()) {
        throw new IllegalArgumentException(
            "the model takes images of %d x %d pixels, not of %d bytes"
                .formatted(manifest.imageSize(), manifest.imageSize(), images.get(i).length));
      }
      pixels.put(i * encoder.pixelBytes(), images.get(i));
    }
    EncodedBatch batch = encoder.encode(pixels, images.size());
    List<Encoding> encodings = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      encodings.add(new Encoding(batch.codesOf(i), batch.embeddingOf(i), batch.latentFactsOf(i)));
    }
    return encodings;
  }

  /** Encodes up to {@link #BATCH} images of a data set. */
  List<Encoding> encodeImages(List<CaptionedImage> images) throws InferenceException {
    return encode(images.stream().map(CaptionedImage::pixels).toList());
  }

  /** Pictures of codes, uint8 [S, S, 3] each. */
  public List<byte[]> reconstruct(List<Encoding> encodings) throws InferenceException {
    int[][] codes = encodings.stream().map(Encoding::codes).toArray(int[][]::new);
    try {
      DecodedBatch batch = decoder.decode(codes);
      List<byte[]> pictures = new ArrayList<>();
      for (int i = 0; i < codes.length; i++) {
        pictures.add(batch.pixelsOf(i));
      }
      return pictures;
    } catch (InvalidCodesException e) {
      throw new IllegalStateException("the model's own codes are valid", e);
    }
  }

  /**
   * Unit-length embeddings of texts.
   *
   * @throws IllegalStateException if the bundle has no vocabulary
   */
  public List<float[]> embed(List<String> texts) throws InferenceException {
    ClipTokenizer words =
        tokenizer.orElseThrow(() -> new IllegalStateException("the bundle has no vocabulary"));
    List<float[]> embeddings = new ArrayList<>();
    for (int start = 0; start < texts.size(); start += BATCH) {
      int[][] ids =
          texts.subList(start, Math.min(texts.size(), start + BATCH)).stream()
              .map(words::encode)
              .toArray(int[][]::new);
      embeddings.addAll(List.of(text.embed(ids)));
    }
    return embeddings;
  }

  /**
   * Unit-length embeddings [classes][phrases][D] of what captions call each class: the means of
   * their prompts'.
   *
   * @param phrases of each class, see {@link CaptionedImages#classPhrases}
   */
  public float[][][] embedClasses(
      List<String> names, List<List<String>> phrases, PromptTemplates templates)
      throws InferenceException {
    float[][][] classes = new float[names.size()][][];
    for (int label = 0; label < classes.length; label++) {
      List<String> called = phrases.get(label);
      classes[label] = new float[called.size()][];
      for (int i = 0; i < called.size(); i++) {
        classes[label][i] =
            Vectors.unitMean(embed(templates.prompts(names.get(label), called.get(i))));
      }
    }
    return classes;
  }

  @Override
  public void close() throws InferenceException {
    try (encoder;
        decoder) {
      text.close();
    }
  }
}
