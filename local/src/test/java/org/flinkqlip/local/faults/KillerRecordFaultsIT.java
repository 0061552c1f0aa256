// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.jobs.audit.InvariantCheck;
import org.flinkqlip.jobs.audit.ResultReader;
import org.flinkqlip.jobs.audit.ResultRecord;
import org.flinkqlip.jobs.audit.Topics;
import org.flinkqlip.local.Await;
import org.flinkqlip.local.broker.TopicCreator;
import org.flinkqlip.local.feed.ImageFeed;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.WireFormat;
import org.flinkqlip.schemas.wire.WireFormatOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that kills the task manager which prepares it, in a cluster of real processes. */
@Timeout(600)
class KillerRecordFaultsIT {
  private static final int RECORDS = 120;
  private static final Duration DEADLINE = Duration.ofMinutes(4);
  private static final Topics TOPICS = Topics.DEFAULT;

  @TempDir Path directory;

  private final WireFormat format = WireFormatOptions.singleObject().open();
  private final List<ResultRecord> results = new ArrayList<>();

  @Test
  void becomesOneDeadLetterAndItsNeighboursGoOn() throws Exception {
    try (JobOnCluster job = JobOnCluster.start(directory, List.of(), KafkaSide::ofOne)) {
      AuditReport audit = run(job, () -> {});

      assertThat(audit.violations()).isEmpty();
      assertThat(audit.deadLettersByCategory()).containsEntry("QUARANTINED", 1L);
      System.out.printf(
          "killer record: %d restarts of the job%n", job.cluster().rest().restarts(job.id()));
    }
  }

  @Test
  void isFoundAlsoIfTheJobManagerFailsOverMeanwhile() throws Exception {
    try (JobOnCluster job = JobOnCluster.start(directory, List.of(), KafkaSide::ofOne)) {
      boolean[] killed = new boolean[1];
      AuditReport audit =
          run(
              job,
              () -> {
                if (!killed[0] && aTaskManagerIsDead(job)) {
                  job.cluster().jobManager().kill();
                  killed[0] = true;
                }
              });

      assertThat(killed[0]).isTrue();
      assertThat(audit.violations()).isEmpty();
      assertThat(audit.deadLettersByCategory()).containsEntry("QUARANTINED", 1L);
    }
  }

  /** Something that is done again and again while the job runs. */
  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }

  private AuditReport run(JobOnCluster job, Step meanwhile) throws Exception {
    String brokers = job.kafka().bootstrapServers();
    TopicCreator.create(TOPICS, brokers, 4);
    job.addToJar(
        List.of(TrapTokenizeImages.class, TrapFetcher.class, Trap.class, TrapImages.class));
    RecordSerializer<ImageEvent> serializer = format.serializer(ImageEvent.class, TOPICS.images());
    try (ImageFeed feed = ImageFeed.to(brokers, TOPICS.images());
        ResultReader reader = ResultReader.of(brokers, TOPICS.stream(), format)) {
      feed.send(
          new TrapImages(new SceneImages(7, serializer), Map.of(50L, Trap.HALT), serializer),
          RECORDS,
          Pace.UNLIMITED);
      job.submit(TrapTokenizeImages.class, 2, List.of());
      AuditReport[] audit = new AuditReport[1];
      Await.until(
          "a result of every record; " + job.cluster(),
          DEADLINE,
          () -> {
            meanwhile.run();
            job.cluster().startWhatIsDead();
            reader.poll().forEach(result -> results.add(result.record()));
            audit[0] = InvariantCheck.check(TOPICS.stream(), feed.log().inputs(), results);
            return RunningAudit.late(audit[0]) == 0;
          });
      return audit[0];
    }
  }

  private static boolean aTaskManagerIsDead(JobOnCluster job) {
    return job.cluster().taskManagers().stream().anyMatch(process -> !process.isAlive());
  }
}
