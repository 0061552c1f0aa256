// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.edges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.flinkqlip.jobs.EmbedText;
import org.flinkqlip.jobs.ReconstructImages;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.jobs.kafka.InputTimestamp;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.LocalJob;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.CaptionEmbedding;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.Provenance;
import org.flinkqlip.schemas.ReconstructedImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inputs whose timestamps the topics of results do not take, through real jobs. */
@Timeout(300)
class TimestampsFaultsIT {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final StreamTopics CAPTIONS = EmbedText.JOB.defaultTopics();
  private static final String PICTURES = ReconstructImages.JOB.defaultTopics().firstResults();
  private static final String BEFORE = "message.timestamp.before.max.ms";
  private static final String AFTER = "message.timestamp.after.max.ms";
  private static final String ANY = Long.toString(Long.MAX_VALUE);
  private static final String HOUR = Long.toString(Duration.ofHours(1).toMillis());

  private final long now = System.currentTimeMillis();
  private final long ahead = now + Duration.ofDays(2).toMillis();
  private final long longAgo = now - Duration.ofDays(30).toMillis();
  private EdgeStack stack;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    // What may not be described is settled by access rules; all else is allowed.
    stack =
        new EdgeStack(
            directory,
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
    TopicCreator.create(TOPICS, stack.bootstrapServers(), 1);
    TopicCreator.createDefaults(stack.bootstrapServers(), 1);
    // Inputs of all times; codes too, which ReconstructImages reads.
    for (String topic : List.of(TOPICS.images(), CAPTIONS.input(), TOPICS.codes())) {
      stack.set(topic, AFTER, ANY);
    }
  }

  @AfterEach
  void stop() throws Exception {
    stack.close();
  }

  @Test
  void everyJobKeepsOnWithTheTimeOfWritingAndTheInputsOwnInTheProvenance() throws Exception {
    for (String topic :
        List.of(
            TOPICS.embeddings(),
            TOPICS.deadLetters(),
            CAPTIONS.firstResults(),
            CAPTIONS.deadLetters(),
            PICTURES)) {
      stack.set(topic, AFTER, HOUR);
      stack.set(topic, BEFORE, HOUR);
    }
    for (long time : List.of(now, ahead, longAgo)) {
      stack.send(TOPICS.images(), "good" + time, stack.image("good" + time), time);
      stack.send(TOPICS.images(), "bad" + time, new byte[] {1, 2, 3}, time);
      stack.send(TOPICS.images(), "good" + time, null, time);
      stack.send(CAPTIONS.input(), "good" + time, caption("good" + time), time);
      stack.send(CAPTIONS.input(), "bad" + time, new byte[] {1, 2, 3}, time);
    }
    List<LocalJob> jobs =
        List.of(
            stack.submit(TokenizeImages.JOB, Map.of()),
            stack.submit(EmbedText.JOB, Map.of()),
            stack.submit(ReconstructImages.JOB, named("reconstruct")));

    awaitCount(TOPICS.embeddings(), 6);
    awaitCount(TOPICS.deadLetters(), 3);
    awaitCount(CAPTIONS.firstResults(), 3);
    awaitCount(CAPTIONS.deadLetters(), 3);
    awaitCount(PICTURES, 6);
    for (LocalJob job : jobs) {
      assertThat(job.lastFailure()).isEmpty();
    }
    assertThatTimesAreKept(TOPICS.embeddings(), ImageEmbedding.class);
    assertThatTimesAreKept(TOPICS.deadLetters(), DeadLetter.class);
    assertThatTimesAreKept(CAPTIONS.firstResults(), CaptionEmbedding.class);
    assertThatTimesAreKept(CAPTIONS.deadLetters(), DeadLetter.class);
    assertThatTimesAreKept(PICTURES, ReconstructedImage.class);
    assertThat(times(TOPICS.codes()))
        .as("the topic takes all of them")
        .containsExactlyInAnyOrder(now, now, ahead, ahead, longAgo, longAgo);
  }

  @Test
  void aSettingThatBecomesNarrowerFailsTheRunningJobOnceAtMost() throws Exception {
    LocalJob job = stack.submit(TokenizeImages.JOB, Map.of());
    stack.send(TOPICS.images(), "a", stack.image("a"), longAgo);
    awaitCount(TOPICS.embeddings(), 1);
    assertThat(times(TOPICS.embeddings())).containsExactly(longAgo);

    stack.set(TOPICS.embeddings(), BEFORE, HOUR);
    stack.send(TOPICS.images(), "b", stack.image("b"), longAgo);
    awaitCount(TOPICS.embeddings(), 2);

    assertThat(job.restores()).isEqualTo(1);
    job.throwIfEnded();
    assertThat(inputTimes(TOPICS.embeddings(), ImageEmbedding.class))
        .containsExactly(longAgo, longAgo);
  }

  @Test
  void aTopicWhoseSettingsMayNotBeReadTakesTheTimeOfWritingWhateverTheyAre() throws Exception {
    stack.set(TOPICS.embeddings(), BEFORE, HOUR);
    hideSettings(TOPICS.embeddings());
    LocalJob job = stack.submit(TokenizeImages.JOB, Map.of());
    stack.send(TOPICS.images(), "a", stack.image("a"), longAgo);
    stack.send(TOPICS.images(), "b", stack.image("b"), now);
    stack.send(TOPICS.images(), "c", stack.image("c"), ahead);
    awaitCount(TOPICS.embeddings(), 3);

    assertThat(job.lastFailure()).isEmpty();
    assertThatTimesAreKept(TOPICS.embeddings(), ImageEmbedding.class);
  }

  /** Whatever the records' own timestamps, those of the inputs can be told. */
  private <T extends SpecificRecord> void assertThatTimesAreKept(String topic, Class<T> type)
      throws Exception {
    assertThat(inputTimes(topic, type)).containsOnly(now, ahead, longAgo);
    assertThat(times(topic))
        .allSatisfy(time -> assertThat(time).isBetween(now, System.currentTimeMillis()));
  }

  private List<Long> times(String topic) {
    return stack.committed(topic).stream().map(ConsumerRecord::timestamp).toList();
  }

  private <T extends SpecificRecord> List<Long> inputTimes(String topic, Class<T> type)
      throws Exception {
    var deserializer = stack.format.deserializer(type);
    List<Long> times = new java.util.ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : stack.committed(topic)) {
      if (record.value() == null) {
        times.add(InputTimestamp.read(record.headers()).orElse(record.timestamp()));
      } else {
        SpecificRecord value = deserializer.deserialize(record.value());
        Provenance provenance =
            (Provenance) value.get(value.getSchema().getField("provenance").pos());
        Instant time = provenance.getTimestamp();
        times.add(time.toEpochMilli());
      }
    }
    return times;
  }

  private void awaitCount(String topic, int count) throws Exception {
    Await.until(
        count + " records in " + topic,
        EdgeStack.DEADLINE,
        () -> stack.committed(topic).size() >= count);
    assertThat(keys(topic)).as(topic).hasSize(count);
  }

  private List<String> keys(String topic) {
    return stack.committed(topic).stream()
        .map(record -> new String(record.key(), UTF_8))
        .collect(Collectors.toList());
  }

  private byte[] caption(String id) throws Exception {
    return stack
        .format
        .serializer(Caption.class, CAPTIONS.input())
        .serialize(new Caption(id, "a red circle", null, Map.of()));
  }

  private static Map<String, String> named(String name) {
    return Map.of("sink.transactional-id-prefix", name);
  }

  private void hideSettings(String topic) throws Exception {
    try (Admin admin = stack.admin()) {
      ResourcePattern resource =
          new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
      admin
          .createAcls(
              List.of(
                  rule(resource, AclOperation.DESCRIBE_CONFIGS, AclPermissionType.DENY),
                  rule(resource, AclOperation.ALL, AclPermissionType.ALLOW)))
          .all()
          .get();
    }
  }

  private static AclBinding rule(
      ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
  }
}
