// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.flinkqlip.model.export.golden.GoldenBundle;
import org.flinkqlip.model.export.golden.GoldenModel;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exported encoder against the reference implementation's outputs. */
class EncoderGoldenTest {
  /** Below this the sign of a latent is within the numerical error of either side. */
  private static final float BIT_MARGIN = 1e-4f;

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("org.flinkqlip.model.export.golden.GoldenBundle#all")
  void codesEmbeddingsAndFeaturesEqualTheReferenceForEveryBatchSizeAndOrder(GoldenBundle golden)
      throws Exception {
    GoldenModel model = golden.model();
    ModelBundle bundle = golden.export(directory);
    Deviation deviation = new Deviation(golden, bundle.manifest());
    try (EncoderSession session = EncoderSession.open(bundle, SessionOptions.cpu(1))) {
      List<String> images = new ArrayList<>(model.images());
      for (int batchSize : new int[] {1, 3, 18}) {
        for (int permutation = 0; permutation < 3; permutation++) {
          Collections.shuffle(images, new Random(permutation));
          for (int start = 0; start < images.size(); start += batchSize) {
            List<String> batch = images.subList(start, start + batchSize);
            EncodedBatch encoded = session.encode(pixels(session, model, batch), batchSize);
            for (int i = 0; i < batchSize; i++) {
              deviation.add(batch.get(i), encoded, i);
            }
          }
        }
      }
    }
    System.out.println(deviation);
    assertThat(deviation.wrongBits).as("bits beyond the margin").isZero();
    assertThat(deviation.wrongCodes).as("codes whose bits are all beyond the margin").isZero();
    assertThat(deviation.embedding).isLessThan(1e-4);
    assertThat(deviation.features).isLessThan(1e-3);
  }

  private static ByteBuffer pixels(EncoderSession session, GoldenModel model, List<String> batch) {
    ByteBuffer pixels = session.newPixelBuffer(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      ByteBuffer image = model.expectedBytes(batch.get(i) + "/resized_rgb_hwc");
      pixels.put(i * session.pixelBytes(), image, 0, session.pixelBytes());
    }
    return pixels;
  }

  /** The largest differences seen so far. */
  private static final class Deviation {
    private final GoldenBundle golden;
    private final GoldenModel model;
    private final ModelManifest manifest;
    private long bits;
    private long closeBits;
    private long wrongBits;
    private long wrongCodes;
    private double embedding;
    private double features;

    Deviation(GoldenBundle golden, ModelManifest manifest) {
      this.golden = golden;
      this.model = golden.model();
      this.manifest = manifest;
    }

    void add(String image, EncodedBatch encoded, int index) {
      addCodes(image, encoded.codesOf(index));
      embedding =
          Math.max(
              embedding,
              largestDifference(
                  encoded.embeddingOf(index), model.expectedFloats(image + "/image_embeds"), 0));
      float[] expected = model.expectedFloats(image + "/hidden_states_minus_2");
      int width = manifest.featureSize().orElseThrow();
      features =
          Math.max(
              features,
              largestDifference(encoded.featuresOf(index).orElseThrow(), expected, width)
                  / largest(expected, width));
    }

    private void addCodes(String image, int[] codes) {
      float[] latents = model.expectedFloats(image + "/latents");
      long[] indices = model.expectedLongs(image + "/indices");
      long[] groups = model.expectedLongs(image + "/group_indices");
      int width = manifest.bits();
      int perCode = width / manifest.groupSize();
      for (int token = 0; token < codes.length; token++) {
        boolean decided = true;
        for (int bit = 0; bit < width; bit++) {
          float latent = latents[token * width + bit];
          boolean set = (codes[token] >> (width - 1 - bit) & 1) == 1;
          bits++;
          if (Math.abs(latent) < BIT_MARGIN) {
            closeBits++;
            decided = false;
          } else if (set != latent > 0) {
            wrongBits++;
          }
        }
        if (decided) {
          wrongCodes += codes[token] == indices[token] ? 0 : 1;
          for (int group = 0; group < perCode; group++) {
            int shift = width - (group + 1) * manifest.groupSize();
            long value = codes[token] >> shift & (1 << manifest.groupSize()) - 1;
            wrongCodes += value == groups[token * perCode + group] ? 0 : 1;
          }
        }
      }
    }

    private static double largestDifference(float[] actual, float[] expected, int skipped) {
      assertThat(actual).hasSize(expected.length - skipped);
      double difference = 0;
      for (int i = 0; i < actual.length; i++) {
        difference = Math.max(difference, Math.abs(actual[i] - expected[i + skipped]));
      }
      return difference;
    }

    private static double largest(float[] values, int from) {
      double largest = 0;
      for (int i = from; i < values.length; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      return largest;
    }

    @Override
    public String toString() {
      return "%s: %d bits, %d within %s of zero, %d wrong; embedding +-%.1e; features +-%.1e relative"
          .formatted(golden, bits, closeBits, BIT_MARGIN, wrongBits, embedding, features);
    }
  }
}
