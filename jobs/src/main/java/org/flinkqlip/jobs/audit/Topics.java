// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.List;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.ImageEvent;

/**
 * The four topics of TokenizeImages, without features and captions. All have the same number of
 * partitions, so that one partitioner keeps an image's records in the same partition everywhere.
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
    return stream().written();
  }

  /** The same as the audit and others want it, who know any job. */
  public StreamTopics stream() {
    return new StreamTopics(
        images,
        ImageEvent.class,
        List.of(
            new StreamTopics.Result(codes, ImageCodes.class),
            new StreamTopics.Result(embeddings, ImageEmbedding.class)),
        deadLetters);
  }
}
