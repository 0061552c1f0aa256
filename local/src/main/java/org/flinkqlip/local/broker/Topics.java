package org.flinkqlip.local.broker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

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

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String MAX_MESSAGE_BYTES = Integer.toString(16 << 20);
  private static final short ONE_REPLICA = 1;

  /** The three topics that a job writes. */
  public List<String> results() {
    return List.of(codes, embeddings, deadLetters);
  }

  /**
   * Creates those that do not exist.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  public void create(String bootstrapServers, int partitions) throws InterruptedException {
    Map<String, String> history =
        Map.of("retention.ms", "-1", "max.message.bytes", MAX_MESSAGE_BYTES);
    // The newest record of an image is what counts, and a tombstone forgets it; a day's records
    // stay for whoever wants to count them.
    Map<String, String> latestPerImage =
        Map.of(
            "cleanup.policy",
            "compact",
            "min.compaction.lag.ms",
            Long.toString(Duration.ofDays(1).toMillis()),
            "max.message.bytes",
            MAX_MESSAGE_BYTES);
    create(
        bootstrapServers,
        List.of(
            new NewTopic(images, partitions, ONE_REPLICA).configs(history),
            new NewTopic(codes, partitions, ONE_REPLICA).configs(latestPerImage),
            new NewTopic(embeddings, partitions, ONE_REPLICA).configs(latestPerImage),
            new NewTopic(deadLetters, partitions, ONE_REPLICA).configs(history)));
  }

  private static void create(String bootstrapServers, List<NewTopic> topics)
      throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      for (var created : admin.createTopics(topics).values().entrySet()) {
        try {
          created.getValue().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new BrokerException(
                "Topic %s cannot be created at %s: %s"
                    .formatted(created.getKey(), bootstrapServers, e.getCause().getMessage()),
                e);
          }
        } catch (TimeoutException e) {
          throw new BrokerException(
              "Topic %s was not created within %d s: is there a broker at %s?"
                  .formatted(created.getKey(), TIMEOUT.toSeconds(), bootstrapServers),
              e);
        }
      }
    }
  }
}
