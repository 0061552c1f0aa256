package org.flinkqlip.jobs.audit;

import java.util.List;

/**
 * The four topics of the stream. All have the same number of partitions, so that one partitioner
 * keeps an image's records in the same partition everywhere.
 *
 * @param images image events, in
 * @param codes codes, out
 * @param embeddings embeddings, out
 * @param deadLetters what could not be tokenized, out
 */
public record Topics(String images, String codes, String embeddings, String deadLetters) {

  /** The names that the jobs take when told nothing else. */
  public static final Topics DEFAULT =
      new Topics("images", "image-codes", "image-embeddings", "image-dead-letters");

  /** The three topics that a job writes. */
  public List<String> results() {
    return List.of(codes, embeddings, deadLetters);
  }
}
