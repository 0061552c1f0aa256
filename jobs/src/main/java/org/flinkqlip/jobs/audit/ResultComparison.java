// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.HalfFloats;
import org.flinkqlip.schemas.ImageFeatures;
import org.flinkqlip.schemas.ReconstructedImage;

/**
 * Tells a result from the same result, computed again. Codes and everything that is no
 * floating-point number must be equal; embeddings, features and pictures may differ as much as
 * docs/reference/models.md allows them to differ from the reference implementation.
 */
final class ResultComparison {
  /** Of a number of a unit vector. */
  private static final double MOST_OF_EMBEDDING = 1e-4;

  /** Of a feature, relative to the largest one of the image. */
  private static final double MOST_OF_FEATURES = 1e-3;

  /** Mean of a picture, in levels of 255: a level is what rounding may move, after JPEG too. */
  private static final double MOST_OF_PICTURE = 1;

  private static final String PROVENANCE = "provenance";

  private ResultComparison() {}

  /** How a result differs from what its input gives now, for people; nothing if it does not. */
  static Optional<String> difference(SpecificRecord actual, SpecificRecord recomputed) {
    for (Schema.Field field : actual.getSchema().getFields()) {
      if (!field.name().equals(PROVENANCE)) {
        Optional<String> difference =
            difference(actual, actual.get(field.pos()), recomputed.get(field.pos()));
        if (difference.isPresent()) {
          return Optional.of(field.name() + " " + difference.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      SpecificRecord result, Object actual, Object recomputed) {
    if (actual == null || recomputed == null || actual.equals(recomputed)) {
      return actual == recomputed || (actual != null && actual.equals(recomputed))
          ? Optional.empty()
          : Optional.of("is there in one of both alone");
    }
    if (actual instanceof List<?> some && recomputed instanceof List<?> others) {
      return lists(some, others);
    }
    if (actual instanceof ByteBuffer some && recomputed instanceof ByteBuffer others) {
      return bytes(result, some, others);
    }
    return Optional.of("is %s, not %s".formatted(actual, recomputed));
  }

  private static Optional<String> lists(List<?> actual, List<?> recomputed) {
    if (actual.size() != recomputed.size()) {
      return Optional.of("has %d entries, not %d".formatted(actual.size(), recomputed.size()));
    }
    if (actual.get(0) instanceof Float) {
      double most = 0;
      for (int i = 0; i < actual.size(); i++) {
        most = Math.max(most, distance((Float) actual.get(i), (Float) recomputed.get(i)));
      }
      return most <= MOST_OF_EMBEDDING
          ? Optional.empty()
          : Optional.of("differs by %.2g, more than %.0e".formatted(most, MOST_OF_EMBEDDING));
    }
    if (actual.get(0) instanceof Integer) {
      int bits = 0;
      int numbers = 0;
      for (int i = 0; i < actual.size(); i++) {
        int differing = (Integer) actual.get(i) ^ (Integer) recomputed.get(i);
        bits += Integer.bitCount(differing);
        numbers += differing == 0 ? 0 : 1;
      }
      return Optional.of(
          "differ in %d bits of %d of %d numbers".formatted(bits, numbers, actual.size()));
    }
    return Optional.of("has other entries");
  }

  private static Optional<String> bytes(
      SpecificRecord result, ByteBuffer actual, ByteBuffer recomputed) {
    if (result instanceof ImageFeatures features) {
      return features(features.getDtype(), actual, recomputed);
    }
    if (result instanceof ReconstructedImage picture) {
      return pictures(picture.getWidth(), actual, recomputed);
    }
    return Optional.of("has other bytes");
  }

  private static Optional<String> features(String type, ByteBuffer actual, ByteBuffer recomputed) {
    float[] some = numbers(type, actual);
    float[] others = numbers(type, recomputed);
    if (some.length != others.length) {
      return Optional.of("has %d numbers, not %d".formatted(some.length, others.length));
    }
    double largest = 0;
    double most = 0;
    for (int i = 0; i < some.length; i++) {
      largest = Math.max(largest, Math.abs(others[i]));
      most = Math.max(most, distance(some[i], others[i]));
    }
    return most <= MOST_OF_FEATURES * largest
        ? Optional.empty()
        : Optional.of("differs by %.3g, the largest is %.3g".formatted(most, largest));
  }

  private static float[] numbers(String type, ByteBuffer bytes) {
    ByteBuffer data = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean half = type.equals("float16");
    float[] numbers = new float[data.remaining() / (half ? Short.BYTES : Float.BYTES)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = half ? HalfFloats.fromFloat16(data.getShort()) : data.getFloat();
    }
    return numbers;
  }

  private static Optional<String> pictures(int edge, ByteBuffer actual, ByteBuffer recomputed) {
    ImagePreprocessor pixels = new ImagePreprocessor(PreprocessOptions.forSize(edge));
    ByteBuffer some = ByteBuffer.allocateDirect(pixels.tensorSize());
    ByteBuffer others = ByteBuffer.allocateDirect(pixels.tensorSize());
    try {
      pixels.preprocess(array(actual), some, 0);
      pixels.preprocess(array(recomputed), others, 0);
    } catch (ImageRejectedException e) {
      return Optional.of("is no picture: " + e.getMessage());
    }
    long sum = 0;
    for (int i = 0; i < pixels.tensorSize(); i++) {
      sum += Math.abs((some.get(i) & 0xff) - (others.get(i) & 0xff));
    }
    double mean = (double) sum / pixels.tensorSize();
    return mean <= MOST_OF_PICTURE
        ? Optional.empty()
        : Optional.of("differs by %.1f levels of 255 in the mean".formatted(mean));
  }

  private static byte[] array(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Infinite where one of both is no number, so that no bound takes it. */
  private static double distance(float one, float other) {
    double distance = Math.abs((double) one - other);
    return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }
}
