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

/** Creates topics of one replica that take large records. */
final class TopicCreator {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String MAX_MESSAGE_BYTES = Integer.toString(16 << 20);
  private static final short ONE_REPLICA = 1;

  private TopicCreator() {}

  /** A topic that keeps everything. */
  static NewTopic history(String name, int partitions) {
    return new NewTopic(name, partitions, ONE_REPLICA)
        .configs(Map.of("retention.ms", "-1", "max.message.bytes", MAX_MESSAGE_BYTES));
  }

  /**
   * A topic in which the newest record of a key is what counts, and a tombstone forgets it; a day's
   * records stay for whoever wants to count them.
   */
  static NewTopic latestPerKey(String name, int partitions) {
    return new NewTopic(name, partitions, ONE_REPLICA)
        .configs(
            Map.of(
                "cleanup.policy",
                "compact",
                "min.compaction.lag.ms",
                Long.toString(Duration.ofDays(1).toMillis()),
                "max.message.bytes",
                MAX_MESSAGE_BYTES));
  }

  /**
   * Creates those that do not exist.
   *
   * @throws BrokerException if the broker refuses or does not answer within 30 seconds
   */
  static void create(String bootstrapServers, List<NewTopic> topics) throws InterruptedException {
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
