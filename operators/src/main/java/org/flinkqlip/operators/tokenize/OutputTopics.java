package org.flinkqlip.operators.tokenize;

import java.io.Serializable;
import java.util.List;

/**
 * Where results go.
 *
 * @param codes topic of {@code ImageCodes}
 * @param embeddings topic of {@code ImageEmbedding}
 * @param deadLetters topic of {@code DeadLetter}
 */
public record OutputTopics(String codes, String embeddings, String deadLetters)
    implements Serializable {

  /** The topics' usual names. */
  public static final OutputTopics DEFAULT =
      new OutputTopics("image-codes", "image-embeddings", "image-dead-letters");

  public OutputTopics {
    for (String topic : List.of(codes, embeddings, deadLetters)) {
      if (topic.isBlank()) {
        throw new IllegalArgumentException("a topic's name is empty");
      }
    }
    if (codes.equals(embeddings) || codes.equals(deadLetters) || embeddings.equals(deadLetters)) {
      throw new IllegalArgumentException(
          "codes, embeddings and dead letters need topics of their own: %s, %s, %s"
              .formatted(codes, embeddings, deadLetters));
    }
  }

  /** All of them. */
  public List<String> all() {
    return List.of(codes, embeddings, deadLetters);
  }
}
