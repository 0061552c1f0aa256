package org.flinkqlip.operators.tokenize;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where results go.
 *
 * @param codes topic of {@code ImageCodes}
 * @param embeddings topic of {@code ImageEmbedding}
 * @param features topic of {@code ImageFeatures}, or null for none
 * @param captionEmbeddings topic of {@code CaptionEmbedding}, or null to leave captions alone
 */
public record OutputTopics(
    String codes, String embeddings, String features, String captionEmbeddings)
    implements Serializable {

  /** The topics' usual names, without features and captions. */
  public static final OutputTopics DEFAULT =
      new OutputTopics("image-codes", "image-embeddings", null, null);

  public OutputTopics {
    List<String> names = names(codes, embeddings, features, captionEmbeddings);
    if (names.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a topic's name is empty");
    }
    if (Set.copyOf(names).size() < names.size()) {
      throw new IllegalArgumentException("results need topics of their own: " + names);
    }
  }

  /** All of them. */
  public List<String> all() {
    return names(codes, embeddings, features, captionEmbeddings);
  }

  private static List<String> names(String... topics) {
    return Stream.of(topics).filter(Objects::nonNull).toList();
  }
}
