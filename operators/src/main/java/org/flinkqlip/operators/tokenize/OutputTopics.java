package org.flinkqlip.operators.tokenize;

import java.io.Serializable;
import java.util.List;

/**
 * Where results go.
 *
 * @param codes topic of {@code ImageCodes}
 * @param embeddings topic of {@code ImageEmbedding}
 */
public record OutputTopics(String codes, String embeddings) implements Serializable {

  /** The topics' usual names. */
  public static final OutputTopics DEFAULT = new OutputTopics("image-codes", "image-embeddings");

  public OutputTopics {
    if (codes.isBlank() || embeddings.isBlank()) {
      throw new IllegalArgumentException("a topic's name is empty");
    }
    if (codes.equals(embeddings)) {
      throw new IllegalArgumentException("codes and embeddings need topics of their own: " + codes);
    }
  }

  /** All of them. */
  public List<String> all() {
    return List.of(codes, embeddings);
  }
}
