// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation.measure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Retrieval among pairs of an image and its caption, each caption once: two images of one caption
 * would both be right. Not thread-safe.
 */
public final class RetrievalMeasure {
  private static final int FEW = 5;

  private final int limit;
  private final Set<String> captions = new HashSet<>();
  private final List<float[]> texts = new ArrayList<>();
  private final List<float[]> images = new ArrayList<>();

  /** A measure that takes up to {@code limit} pairs. */
  public RetrievalMeasure(int limit) {
    if (limit < 2) {
      throw new IllegalArgumentException("retrieval needs at least 2 pairs: " + limit);
    }
    this.limit = limit;
  }

  /** Whether a pair with this caption would be taken: there is room, and no such caption yet. */
  public boolean wants(String caption) {
    return texts.size() < limit && !caption.isBlank() && !captions.contains(caption);
  }

  /**
   * Adds a pair.
   *
   * @param text embedding of the caption, unit length
   * @param image embedding of the image, unit length
   * @throws IllegalArgumentException if the pair is not {@linkplain #wants wanted}
   */
  public void add(String caption, float[] text, float[] image) {
    if (!wants(caption)) {
      throw new IllegalArgumentException(
          "the caption '%s' is blank, there already, or one too many".formatted(caption));
    }
    captions.add(caption);
    texts.add(requireNonNull(text, "text is null"));
    images.add(requireNonNull(image, "image is null"));
  }

  /** Number of pairs. */
  public int size() {
    return texts.size();
  }

  /**
   * The figures so far.
   *
   * @throws IllegalArgumentException if there are fewer than 2 pairs
   */
  public RetrievalRecall result() {
    int[] textToImage = ranks(texts, images);
    int[] imageToText = ranks(images, texts);
    return new RetrievalRecall(
        texts.size(),
        within(textToImage, 1),
        within(textToImage, FEW),
        within(imageToText, 1),
        within(imageToText, FEW));
  }

  /** How many of the others are at least as near to each query as its own; 0 is a hit. */
  private static int[] ranks(List<float[]> queries, List<float[]> candidates) {
    int[] ranks = new int[queries.size()];
    for (int query = 0; query < ranks.length; query++) {
      double own = Vectors.dot(queries.get(query), candidates.get(query));
      for (int other = 0; other < ranks.length; other++) {
        // Ties count against the model: one that gives everything the same embedding finds nothing.
        if (other != query && Vectors.dot(queries.get(query), candidates.get(other)) >= own) {
          ranks[query]++;
        }
      }
    }
    return ranks;
  }

  private static double within(int[] ranks, int places) {
    int hits = 0;
    for (int rank : ranks) {
      hits += rank < places ? 1 : 0;
    }
    return (double) hits / ranks.length;
  }
}
