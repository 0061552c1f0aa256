// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.util.IOUtils;
import org.flinkqlip.jobs.StreamJob;
import org.flinkqlip.jobs.StreamJobs;
import org.flinkqlip.jobs.TokenizeImages;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.StreamTopics;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SentRecord;
import org.flinkqlip.local.progress.JobOutcomes;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills under a job of the list, and a feed that goes on all the time. TokenizeImages has a matrix
 * of faults of its own.
 */
@ParameterizedClass
@MethodSource("jobs")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
@SuppressWarnings("try") // Closes whatever there is, in the opposite order of opening.
class JobKillsFaultsIT {
  private static final long SEED = Long.getLong("qlip.faults.seed", System.nanoTime());
  private static final Duration TIMEOUT = JobOnCluster.RECOVERY_TIMEOUT;
  private static final Pace PACE = new Pace(20);
  private static final int PARTITIONS = 4;
  private static final int LONGEST_WAIT_MILLIS = 3_000;

  private static final Random RANDOM = new Random(SEED);
  private static final List<AutoCloseable> OPEN = new ArrayList<>();
  // Of the job that is tested; a new one for each.
  private static StreamTopics topics;
  private static JobOnCluster job;
  private static ContinuousFeed feed;
  private static JobOutcomes outcomes;
  private static long newestSentNanos;
  private static Unrest unrest;

  @Parameter private StreamJob tested;

  static List<StreamJob> jobs() {
    return StreamJobs.ALL.stream().filter(job -> job != TokenizeImages.JOB).toList();
  }

  @BeforeParameterizedClassInvocation
  static void start(StreamJob tested) throws Exception {
    topics = tested.defaultTopics();
    newestSentNanos = Long.MIN_VALUE;
    System.out.printf("%s: seed %d (-Dqlip.faults.seed)%n", tested.mainClass(), SEED);
    Path runs = Files.createDirectories(Path.of("target", "faults"));
    WireFormat format = opened(WireFormatOptions.singleObject().open());
    job =
        opened(
            JobOnCluster.start(
                Files.createTempDirectory(runs, tested.mainClass() + "-").toAbsolutePath(),
                List.of(),
                KafkaSide::ofOne));
    String brokers = job.kafka().bootstrapServers();
    TopicCreator.createDefaults(brokers, PARTITIONS);
    job.submit(tested.getClass(), 2, List.of());
    feed =
        opened(
            new ContinuousFeed(
                ImageFeed.to(brokers, topics, format), JobFeed.of(tested, format), PACE));
    outcomes = opened(new JobOutcomes(brokers, topics, format, JobKillsFaultsIT::note));
    awaitResultOfRecordSentAfter(System.nanoTime());
    unrest = new Unrest(job);
  }

  private static <T extends AutoCloseable> T opened(T resource) {
    OPEN.add(0, resource);
    return resource;
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    IOUtils.closeAll(OPEN);
    OPEN.clear();
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource(
      value = Kill.class,
      names = {"TASK_MANAGER", "JOB_MANAGER", "ALL"})
  void resultsGoOnAfter(Kill kill) throws Exception {
    job.awaitAllWell();
    long moment =
        System.nanoTime() + Duration.ofMillis(RANDOM.nextInt(LONGEST_WAIT_MILLIS)).toNanos();
    Await.until("a random moment", TIMEOUT, () -> takenAnd(System.nanoTime() - moment > 0));
    assertThat(unrest.inCalm()).as("what happened before the fault").isEmpty();

    long begin = System.nanoTime();
    kill.strike(job.cluster(), RANDOM);
    awaitResultOfRecordSentAfter(begin);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf("%s, kill -9 of %s: recovery in %.1f s%n", tested.mainClass(), kill, seconds);
    job.awaitAllWell();
    assertThat(unrest.inFault(kill.asFault().explains(), true)).isEmpty();
    assertThat(seconds)
        .as("seconds of recovery from %s", kill)
        .isLessThanOrEqualTo(kill.asFault().mostSeconds());
  }

  @Order(2)
  @Test
  void anOptionThatTheJobDoesNotKnowIsRefusedByFlinkRunWithTheReason() throws Exception {
    job.awaitAllWell();

    assertThatThrownBy(() -> job.submitAnother(List.of("--no-such.option", "1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended with code 1")
        .hasMessageContaining("no-such.option");
  }

  @Order(3)
  @Test
  void nothingIsLostOrRepeatedInTheEnd() throws Exception {
    job.awaitAllWell();
    assertThat(unrest.inCalm()).as("what happened after the last fault").isEmpty();
    feed.stop();
    Await.until("results of all", TIMEOUT, () -> takenAnd(outcomes.size() >= feed.log().size()));
    job.stopWithSavepoint(false, outcomes::take);

    AuditReport report = outcomes.audit(feed.log().inputs(), TIMEOUT);
    System.out.printf(
        "%s in the end: %d in, %d results, %d dead letters, %d tombstones, %d violations%n",
        tested.mainClass(),
        report.in(),
        report.results(),
        report.deadLettered(),
        report.tombstones(),
        report.violations().size());
    assertThat(report.violations()).isEmpty();
    assertThat(report.results()).isPositive();
    assertThat(report.compared()).as("contents compared").isGreaterThanOrEqualTo(report.results());
    assertThat(report.results() + report.deadLettered() + report.tombstones())
        .isEqualTo(report.in());
  }

  private static void awaitResultOfRecordSentAfter(long nanos) throws Exception {
    Await.until(
        "a committed result; " + job.cluster(),
        TIMEOUT,
        () -> takenAnd(hasResultOfRecordSentAfter(nanos)));
  }

  private static boolean takenAnd(boolean condition) {
    outcomes.take();
    return condition;
  }

  private static boolean hasResultOfRecordSentAfter(long nanos) {
    return newestSentNanos != Long.MIN_VALUE && newestSentNanos - nanos > 0;
  }

  private static void note(CommittedResult result) {
    result
        .record()
        .content()
        .flatMap(content -> feed.log().at(content.source()))
        .map(SentRecord::sentNanos)
        .ifPresent(nanos -> newestSentNanos = Math.max(newestSentNanos, nanos));
  }
}
