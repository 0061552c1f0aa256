// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.neighbours;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeddings by image, searched one by one: small enough to read, fast enough for thousands. Not
 * thread-safe.
 */
public final class EmbeddingIndex {

  private final Map<String, float[]> embeddings = new LinkedHashMap<>();

  /**
   * An image and how near it is.
   *
   * @param imageId identity of the image
   * @param similarity dot product with the query, 1 for the same direction
   */
  public record Neighbour(String imageId, float similarity) {}

  /**
   * Adds an image or replaces it.
   *
   * @param embedding unit-length vector
   * @throws IllegalArgumentException if it is longer or shorter than those before
   */
  public void put(String imageId, List<Float> embedding) {
    requireNonNull(imageId, "imageId is null");
    float[] vector = new float[embedding.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = embedding.get(i);
    }
    for (float[] other : embeddings.values()) {
      if (other.length != vector.length) {
        throw new IllegalArgumentException(
            "The embedding of %s has %d values, those before have %d: one index, one model"
                .formatted(imageId, vector.length, other.length));
      }
      break;
    }
    embeddings.put(imageId, vector);
  }

  /** Forgets an image. */
  public void remove(String imageId) {
    embeddings.remove(imageId);
  }

  /** Number of images. */
  public int size() {
    return embeddings.size();
  }

  /** Whether an image is there. */
  public boolean contains(String imageId) {
    return embeddings.containsKey(imageId);
  }

  /**
   * The embedding of an image; not copied.
   *
   * @throws IllegalArgumentException if the image is not there
   */
  public float[] embedding(String imageId) {
    float[] embedding = embeddings.get(imageId);
    if (embedding == null) {
      throw new IllegalArgumentException("The index holds no image " + imageId);
    }
    return embedding;
  }

  /** Up to {@code count} other images, the nearest first. */
  public List<Neighbour> nearest(String imageId, int count) {
    float[] query = embedding(imageId);
    return embeddings.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(imageId))
        .map(entry -> new Neighbour(entry.getKey(), dot(query, entry.getValue())))
        .sorted(Comparator.comparing(Neighbour::similarity).reversed())
        .limit(count)
        .toList();
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
