package org.flinkqlip.local.broker;

import java.util.List;

/**
 * The topics of EmbedText and ReconstructImages, less the codes that the latter reads.
 *
 * @param captions what EmbedText reads
 * @param captionEmbeddings its results
 * @param captionDeadLetters its dead letters
 * @param pictures results of ReconstructImages
 * @param pictureDeadLetters its dead letters
 */
public record OtherTopics(
    String captions,
    String captionEmbeddings,
    String captionDeadLetters,
    String pictures,
    String pictureDeadLetters) {

  /** The names that the jobs take when told nothing else. */
  public static final OtherTopics DEFAULT =
      new OtherTopics(
          "captions",
          "caption-embeddings",
          "caption-dead-letters",
          "reconstructed-images",
          "reconstruction-dead-letters");

  /**
   * Creates those that do not exist.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  public void create(String bootstrapServers, int partitions) throws InterruptedException {
    TopicCreator.create(
        bootstrapServers,
        List.of(
            TopicCreator.history(captions, partitions),
            TopicCreator.latestPerKey(captionEmbeddings, partitions),
            TopicCreator.history(captionDeadLetters, partitions),
            TopicCreator.latestPerKey(pictures, partitions),
            TopicCreator.history(pictureDeadLetters, partitions)));
  }
}
