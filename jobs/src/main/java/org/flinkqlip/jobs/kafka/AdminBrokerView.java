// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers with Kafka's admin client, with patience while they start. */
final class AdminBrokerView implements BrokerView {
  private final Admin admin;
  private final String bootstrapServers;
  private final Duration timeout;

  private AdminBrokerView(Admin admin, String bootstrapServers, Duration timeout) {
    this.admin = admin;
    this.bootstrapServers = bootstrapServers;
    this.timeout = timeout;
  }

  /**
   * Connects to the brokers.
   *
   * @param clientProperties Kafka's own properties, such as for security
   * @param timeout of each question
   * @throws BrokersException if the properties are not usable
   */
  static AdminBrokerView connect(
      String bootstrapServers, Map<String, String> clientProperties, Duration timeout) {
    Properties properties = new Properties();
    for (String known : AdminClientConfig.configNames()) {
      if (clientProperties.containsKey(known)) {
        properties.setProperty(known, clientProperties.get(known));
      }
    }
    properties.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.setProperty(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Long.toString(timeout.toMillis()));
    properties.setProperty(
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Long.toString(Math.min(timeout.toMillis(), 10_000)));
    try {
      return new AdminBrokerView(Admin.create(properties), bootstrapServers, timeout);
    } catch (KafkaException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new BrokersException(
          "Kafka client cannot be made for " + bootstrapServers + ": " + reason.getMessage(), e);
    }
  }

  @Override
  public Map<String, TopicFacts> topics(Collection<String> names) {
    Map<String, TopicFacts> facts = new HashMap<>();
    admin
        .describeTopics(List.copyOf(names))
        .topicNameValues()
        .forEach(
            (name, future) -> {
              try {
                facts.put(name, facts(get(future)));
              } catch (UnknownTopicOrPartitionException e) {
                // Left out: the caller says what to do about it.
              }
            });
    return facts;
  }

  private TopicFacts facts(TopicDescription topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    return new TopicFacts(
        topic.partitions().size(),
        settings(resource).map(config -> TopicSettings.of(name -> value(config, name))));
  }

  @Override
  public OptionalLong transactionMaxTimeoutMillis() {
    Collection<Node> nodes = get(admin.describeCluster().nodes());
    String anyNode = nodes.iterator().next().idString();
    String timeout =
        settings(new ConfigResource(ConfigResource.Type.BROKER, anyNode))
            .map(config -> value(config, "transaction.max.timeout.ms"))
            .orElse(null);
    return timeout == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(timeout));
  }

  /**
   * A topic and the offsets that it holds.
   *
   * @throws BrokersException if it does not exist, may not be described, or brokers do not answer
   */
  TopicNow now(String topic) {
    TopicDescription description = description(topic);
    List<TopicPartition> partitions =
        description.partitions().stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> beginnings = offsets(partitions, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
    Map<Integer, TopicNow.Offsets> held = new HashMap<>();
    for (TopicPartition partition : partitions) {
      held.put(
          partition.partition(),
          new TopicNow.Offsets(
              requireNonNull(beginnings.get(partition)), requireNonNull(ends.get(partition))));
    }
    return new TopicNow(topic, description.topicId(), held);
  }

  /** A topic's id; throws as {@link #now}. */
  Uuid id(String topic) {
    return description(topic).topicId();
  }

  /** Offsets that a group has committed of a topic, by partition. */
  Map<Integer, Long> committed(String group, String topic) {
    Map<Integer, Long> committed = new HashMap<>();
    get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, offset) -> {
              if (partition.topic().equals(topic) && offset != null) {
                committed.put(partition.partition(), offset.offset());
              }
            });
    return committed;
  }

  private TopicDescription description(String topic) {
    try {
      return get(requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic)));
    } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
      throw new BrokersException(
          "topic %s does not exist, or the job's user may not describe it: %s"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> question = new HashMap<>();
    partitions.forEach(partition -> question.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(question).all())
        .forEach((partition, answer) -> offsets.put(partition, answer.offset()));
    return offsets;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }

  private Optional<Config> settings(ConfigResource resource) {
    try {
      return Optional.of(
          get(requireNonNull(admin.describeConfigs(List.of(resource)).values().get(resource))));
    } catch (AuthorizationException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? null : entry.value();
  }

  private <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokersException("interrupted while brokers were asked", e);
    } catch (ExecutionException e) {
      throw failure(requireNonNullElse(e.getCause(), e));
    }
  }

  private RuntimeException failure(Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof AuthorizationException) {
      return (RuntimeException) cause;
    }
    if (cause instanceof AuthenticationException) {
      return new BrokersException(
          "brokers at "
              + bootstrapServers
              + " refused the credentials: check kafka.properties.sasl.* and ssl.*: "
              + cause.getMessage(),
          cause);
    }
    if (cause instanceof TimeoutException) {
      return new BrokersException(
          "no broker at "
              + bootstrapServers
              + " answered within "
              + timeout.toSeconds()
              + " s: check kafka.bootstrap-servers, the network and"
              + " kafka.properties.security.protocol",
          cause);
    }
    return new BrokersException(
        "brokers at " + bootstrapServers + " cannot be asked: " + cause.getMessage(), cause);
  }
}
