// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.edges;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.GoneInputs;
import org.flinkqlip.jobs.audit.StreamAudit;
import org.flinkqlip.jobs.audit.TimeRange;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.cluster.ClusterException;
import org.flinkqlip.local.cluster.LocalJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that retention took from a real job, and topics that were made anew under it. */
@Timeout(300)
class LostOffsetsFaultsIT {
  private static final Topics TOPICS = Topics.DEFAULT;

  @TempDir Path directory;

  private EdgeStack stack;

  @BeforeEach
  void start() throws Exception {
    stack = new EdgeStack(directory.resolve("stack"), Map.of());
    TopicCreator.create(TOPICS, stack.bootstrapServers(), 1);
  }

  @AfterEach
  void stop() throws Exception {
    stack.close();
  }

  @Test
  void whatRetentionTookFailsTheJobWithoutARestartAndTheAuditTellsOfIt() throws Exception {
    Path savepoint = runAndStop(5);
    send(5, 10);
    deleteBefore(8);

    LocalJob failing = stack.cluster().submit(from(savepoint, Map.of()));
    assertThatItEnds(
        failing,
        "the job stands at offset 5 of images-0, but it begins at 8: retention took the 3 offsets"
            + " between");

    LocalJob going = stack.cluster().submit(from(savepoint, goOn("earliest")));
    awaitCodesOf(0, 1, 2, 3, 4, 8, 9);
    going.throwIfEnded();
    going.cancel();
    StreamAudit audit = new StreamAudit(TOPICS.stream(), stack.format, TimeRange.ALL, 1_000);
    AuditReport report = audit.run(Map.of("bootstrap.servers", stack.bootstrapServers()));
    assertThat(report.violations()).isEmpty();
    assertThat(report.in()).isEqualTo(2);
    assertThat(audit.gone().ranges()).containsExactly(new GoneInputs.Range(0, 0, 7, 5));
  }

  @Test
  void aGroupsOffsetThatIsGoneFailsTheFirstStartToo() throws Exception {
    send(0, 10);
    deleteBefore(8);
    try (Admin admin = stack.admin()) {
      admin
          .alterConsumerGroupOffsets(
              "flink-qlip-tokenize-images",
              Map.of(new TopicPartition(TOPICS.images(), 0), new OffsetAndMetadata(5)))
          .all()
          .get();
    }

    LocalJob job = stack.submit(TokenizeImages.JOB, Map.of());

    assertThatItEnds(job, "the job stands at offset 5 of images-0, but it begins at 8");
  }

  @Test
  void aTopicThatWasMadeAnewFailsTheRestoredJobEvenIfItHasGrownPastTheOffset() throws Exception {
    Path savepoint = runAndStop(3);
    makeAnew();
    send(10, 16);

    assertThatItEnds(
        stack.cluster().submit(from(savepoint, Map.of())),
        "the job stands at offset 3 of images-0, but the topic was made anew since");

    LocalJob going = stack.cluster().submit(from(savepoint, goOn("earliest")));
    awaitCodesOf(0, 1, 2, 10, 11, 12, 13, 14, 15);
    going.throwIfEnded();
  }

  @Test
  void aTopicThatIsMadeAnewAndEmptyFailsTheRunningJobAtItsNextFetch() throws Exception {
    LocalJob job = run(3);
    makeAnew();

    assertThatItEnds(job, "");
    assertThat(job.restores()).isZero();
  }

  @Test
  void aTopicThatIsMadeAnewAndGrowsPastTheOffsetFailsTheRunningJobToo() throws Exception {
    LocalJob job = run(1);
    makeAnew();
    send(10, 16);

    assertThatItEnds(job, "");
  }

  @Test
  void aJobThatIsToGoOnReadsATopicThatWasMadeAnewFromItsBeginning() throws Exception {
    LocalJob job = stack.submit(TokenizeImages.JOB, goOn("earliest"));
    send(0, 3);
    awaitCodesOf(0, 1, 2);
    makeAnew();
    send(10, 16);

    Await.until(
        "all of the new topic",
        EdgeStack.DEADLINE,
        () -> codes().containsAll(Stream.of(10, 11, 12, 13, 14, 15).map(i -> "i" + i).toList()));
    job.throwIfEnded();
  }

  private LocalJob run(int count) throws Exception {
    LocalJob job = stack.submit(TokenizeImages.JOB, Map.of());
    send(0, count);
    awaitCodesOf(Stream.iterate(0, i -> i + 1).limit(count).mapToInt(i -> i).toArray());
    return job;
  }

  private Path runAndStop(int count) throws Exception {
    Path savepoints = Files.createTempDirectory(directory, "savepoints");
    run(count).stop(savepoints);
    try (Stream<Path> made = Files.list(savepoints)) {
      return made.findFirst().orElseThrow();
    }
  }

  private JobGraph from(Path savepoint, Map<String, String> own) throws Exception {
    JobGraph graph = stack.graph(TokenizeImages.JOB, own);
    graph.setSavepointRestoreSettings(
        SavepointRestoreSettings.forPath(savepoint.toUri().toString(), false));
    return graph;
  }

  private static Map<String, String> goOn(String policy) {
    return Map.of("source.on-lost-offsets", policy);
  }

  private void assertThatItEnds(LocalJob job, String why) throws Exception {
    Await.until("the end of the job", EdgeStack.DEADLINE, () -> hasEnded(job));
    assertThatThrownBy(job::throwIfEnded)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("FAILED")
        .hasMessageContaining("LostOffsetsException")
        .hasMessageContaining(why);
  }

  private static boolean hasEnded(LocalJob job) throws InterruptedException {
    try {
      job.throwIfEnded();
      return false;
    } catch (ClusterException e) {
      return true;
    }
  }

  private void send(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      stack.send(TOPICS.images(), "i" + i, stack.image("i" + i), null);
    }
  }

  private void awaitCodesOf(int... images) throws Exception {
    List<String> keys = java.util.Arrays.stream(images).mapToObj(i -> "i" + i).toList();
    Await.until("codes of " + keys, EdgeStack.DEADLINE, () -> codes().size() >= keys.size());
    assertThat(codes()).containsExactlyInAnyOrderElementsOf(keys);
  }

  private List<String> codes() {
    return stack.committed(TOPICS.codes()).stream()
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin = stack.admin()) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(TOPICS.images(), 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private void makeAnew() throws Exception {
    try (Admin admin = stack.admin()) {
      admin.deleteTopics(List.of(TOPICS.images())).all().get();
    }
    TopicCreator.create(TOPICS, stack.bootstrapServers(), 1);
  }
}
