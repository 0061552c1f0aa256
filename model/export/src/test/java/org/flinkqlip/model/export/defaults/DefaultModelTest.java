// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.flinkqlip.model.export.checkpoint.Checkpoint;
import org.flinkqlip.model.export.checkpoint.TensorInfo;
import org.flinkqlip.model.export.checkpoint.TensorType;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.health.HealthBaseline;
import org.flinkqlip.model.runtime.onnx.EncodedBatch;
import org.flinkqlip.model.runtime.onnx.EncoderSession;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.model.runtime.onnx.TextSession;
import org.flinkqlip.model.runtime.text.ClipTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultModelTest {
  private static final long MAX_BYTES = 20_000_000;

  @TempDir private Path cache;

  @Test
  void isMadeOnceAndSaysWhatItIsOf() throws Exception {
    ModelBundle first = DefaultModel.open(cache);
    var made = Files.getLastModifiedTime(first.file(ModelBundle.MANIFEST));
    ModelBundle second = DefaultModel.open(cache);

    assertThat(second.modelId()).isEqualTo(first.modelId()).startsWith("scenes-p16-128@");
    assertThat(first.manifest().trained()).isTrue();
    assertThat(Files.getLastModifiedTime(second.file(ModelBundle.MANIFEST))).isEqualTo(made);
    try (var left = Files.list(cache)) {
      assertThat(left).containsExactly(first.directory());
    }
  }

  @Test
  void isMadeAnewWhereFilesOfItAreGoneOrAltered() throws Exception {
    ModelBundle bundle = DefaultModel.open(cache);

    Files.delete(bundle.file(ModelBundle.ENCODER));
    assertThat(DefaultModel.open(cache).digest()).isEqualTo(bundle.digest());
    Files.writeString(bundle.file(ModelBundle.ENCODER), "altered");
    assertThat(DefaultModel.open(cache).digest()).isEqualTo(bundle.digest());
    Files.delete(bundle.directory().resolve(ModelBundle.MANIFEST));
    assertThat(DefaultModel.open(cache).digest()).isEqualTo(bundle.digest());

    try (var entries = Files.list(cache)) {
      assertThat(entries).as("no workspace is left").hasSize(1);
    }
  }

  @Test
  void itsCheckpointIsInTheLayoutAndTheSizeThatWasPromised() throws Exception {
    Path folder = Files.createDirectory(cache.resolve("checkpoint"));
    DefaultModel.writeCheckpoint(folder);

    assertThat(Files.size(folder.resolve(Checkpoint.WEIGHTS))).isLessThanOrEqualTo(MAX_BYTES);
    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.weights().tensors().values())
          .extracting(TensorInfo::type)
          .containsOnly(TensorType.F16);
      assertThat(checkpoint.config().vision().grid().tokens()).isEqualTo(64);
      assertThat(checkpoint.config().vision().quantizer().bits()).isEqualTo(28);
      assertThat(checkpoint.config().vision().quantizer().layout().groups()).isEqualTo(2);
    }
  }

  @Test
  void itsVocabularyKeepsTheWordsOfCaptionsWhole() throws Exception {
    ClipTokenizer tokenizer = DefaultModel.open().tokenizer();

    // Start, four words, end.
    assertThat(tokenizer.encode("a large red circle")).hasSize(6);
  }

  @Test
  void embedsTextsOfAnyBytes() throws Exception {
    ModelBundle bundle = DefaultModel.open();
    ClipTokenizer tokenizer = bundle.tokenizer();
    try (TextSession session = TextSession.open(bundle, SessionOptions.cpu(0))) {
      float[][] embeddings =
          session.embed(new int[][] {tokenizer.encode("a red circle"), tokenizer.encode("é")});

      assertThat(embeddings[0]).hasSize(bundle.manifest().embeddingSize());
      assertThat(embeddings[0]).isNotEqualTo(embeddings[1]);
    }
  }

  @Test
  void itsCodesAndEmbeddingsVaryWithTheImage() throws Exception {
    ModelBundle bundle = DefaultModel.open();
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(0))) {
      ByteBuffer pixels = session.newPixelBuffer(2);
      byte[] noise = new byte[pixels.capacity()];
      new Random(1).nextBytes(noise);
      pixels.put(0, noise);
      EncodedBatch encoded = session.encode(pixels, 2);

      Set<Integer> distinct = new HashSet<>();
      for (int image = 0; image < 2; image++) {
        for (int code : encoded.codesOf(image)) {
          assertThat(code).isBetween(0, (1 << 28) - 1);
          distinct.add(code);
        }
      }
      assertThat(distinct).hasSizeGreaterThan(32);
      assertThat(encoded.embeddingOf(0)).isNotEqualTo(encoded.embeddingOf(1));
    }
  }

  @Test
  void itsBaselineIsOfTheBundleThatIsMadeNow() throws Exception {
    ModelBundle bundle = DefaultModel.open(cache);

    // After a change of the exporter: qlip evaluate --baseline, then copy the file to the
    // resources.
    HealthBaseline baseline = HealthBaseline.in(bundle).orElseThrow();

    assertThat(baseline.images()).isEqualTo(1024);
    assertThat(baseline.embeddingLengthOrNull()).isPositive();
    assertThat(Files.size(bundle.file(ModelBundle.BASELINE))).isLessThan(10_000);
  }
}
