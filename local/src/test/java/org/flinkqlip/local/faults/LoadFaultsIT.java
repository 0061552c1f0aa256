// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.flink.util.FileUtils;
import org.assertj.core.api.SoftAssertions;
import org.flinkqlip.jobs.audit.AuditReport;
import org.flinkqlip.local.feed.Pace;
import org.flinkqlip.local.feed.SceneImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * One job at full speed, pictures of mixed sizes, one of a hundred records broken; then a feed that
 * is twice too fast. All of it is audited in the end.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 2, unit = TimeUnit.HOURS)
class LoadFaultsIT {
  private static final double MINUTES =
      Double.parseDouble(System.getProperty("qlip.load.minutes", "2"));

  /** One round of all faults, formats and sizes at one broken record of a hundred. */
  private static final int DRAWN = 3_000;

  private static final int TESTS = 3;

  private static final int BROKEN_EVERY = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration SAMPLE_EVERY = Duration.ofSeconds(3);
  private static final int SAMPLES_PER_HEAP_SAMPLE = 2;
  private static final Duration STEADY = Duration.ofSeconds(15);
  private static final double STEADY_SHARE = 0.3;
  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final double MOST_LATENCY_RATIO = 2;

  private final List<String> report = new ArrayList<>();
  private RegulatedImages images;
  private FaultStack stack;
  private Path directory;
  private double capacity;
  private int passed;

  @BeforeAll
  void start() throws Exception {
    // Not a folder that JUnit deletes: the logs are wanted when something fails.
    directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "load-")
            .toAbsolutePath();
    stack =
        FaultStack.start(
            directory,
            StreamSetup.drawn()
                .withNamingStrategy("pooling")
                // The heap is resident from the beginning, so that what grows is something else.
                .withTaskManagerOptions("-Xms512m", "-XX:+AlwaysPreTouch")
                .with(
                    (encoder, pulse) -> {
                      images =
                          new RegulatedImages(
                              new SceneImages(7, encoder, BROKEN_EVERY), DRAWN, pulse, 1_000);
                      return images;
                    },
                    Pace.UNLIMITED));
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
    String text = String.join("", report);
    System.out.println(text);
    Files.writeString(Path.of("target", "load.md"), text);
    if (passed == TESTS) {
      FileUtils.deleteDirectory(directory.toFile());
    }
  }

  @Order(1)
  @Test
  void memoryDescriptorsAndThreadsStayFlatAtFullSpeed() throws Exception {
    stack.follow(WARM_UP);
    // Checkpoints that are due before all tasks run are failed ones, and a cluster that starts on a
    // starved machine may miss a heartbeat.
    Troubles before = stack.troubles();
    stack.unrest().inCalm();
    images.keepUnderWay(Math.max(300, Math.round(5 * stack.pulse().perSecond())));
    stack.pulse().restart();

    List<TaskManagerGauges> gauges = stack.cluster().gauges();
    long start = System.nanoTime();
    double minutes = 0;
    for (int sample = 0; minutes < MINUTES; sample++) {
      for (TaskManagerGauges ofOne : gauges) {
        ofOne.sample(minutes);
        if (sample % SAMPLES_PER_HEAP_SAMPLE == 0) {
          ofOne.sampleLiveHeap(minutes);
        }
      }
      stack.follow(SAMPLE_EVERY);
      minutes = (System.nanoTime() - start) / 60e9;
    }
    capacity = stack.pulse().perSecond();

    List<GaugeSeries> series = gauges.stream().flatMap(one -> one.series().stream()).toList();
    say(
        "Full speed for %.1f minutes, 1%% of the records broken%n%n%s",
        minutes, GaugeSeries.header("minute"));
    series.forEach(one -> report.add(one.row()));
    SoftAssertions flat = new SoftAssertions();
    series.forEach(
        one ->
            flat.assertThat(one.slope())
                .as("slope of %s", one.row().strip())
                .isLessThanOrEqualTo(one.mostSlope()));
    flat.assertAll();
    assertThat(stack.troubles().since(before)).isEqualTo(Troubles.NONE);
    assertThat(stack.unrest().inCalm()).as("deaths and restarts").isEmpty();
    passed++;
  }

  @Order(2)
  @Test
  void aFeedTwiceTooFastIsBorneAndLatencyComesBack() throws Exception {
    assertThat(capacity).as("records a second at full speed, measured before").isPositive();
    Troubles troublesBefore = stack.troubles();
    double before = steadyLatency();

    long slices = Math.max(4, Math.round(MINUTES));
    for (int i = 0; i < slices; i++) {
      // Neighbours on the machine may have slowed the job before, so what it does now counts too.
      images.keepPace(new Pace(2 * capacity));
      stack.pulse().restart();
      stack.follow(SLICE);
      capacity = Math.max(capacity, stack.pulse().perSecond());
    }
    long seconds = slices * SLICE.toSeconds();
    long backlog = images.underWay();
    assertThat(backlog)
        .as("records that wait at the end of a feed at twice the speed")
        .isGreaterThan(Math.round(capacity * seconds / 3));
    double after = steadyLatency();

    Troubles troubles = stack.troubles().since(troublesBefore);
    say(
        "%nFed twice too fast for %d s: %d records waited in the end. %s. Median latency after it"
            + " %.2f times that before.%n",
        seconds, backlog, troubles, after / before);
    assertThat(troubles).isEqualTo(Troubles.NONE);
    assertThat(stack.unrest().inCalm()).as("deaths and restarts").isEmpty();
    assertThat(after / before).as("latency after, before").isLessThan(MOST_LATENCY_RATIO);
    passed++;
  }

  @Order(3)
  @Test
  void nothingIsLostOrRepeated() throws Exception {
    // A feed that waits for results would not end.
    images.keepPace(new Pace(1));
    AuditReport audit = stack.finish();
    say(
        "%nIn the end: %d in, %d tokenized, %d dead letters, %d tombstones, %d violations.%n",
        audit.in(),
        audit.results(),
        audit.deadLettered(),
        audit.tombstones(),
        audit.violations().size());

    assertThat(audit.violations()).isEmpty();
    assertThat(audit.results() + audit.deadLettered() + audit.tombstones()).isEqualTo(audit.in());
    assertThat((double) audit.deadLettered() / audit.in()).isBetween(0.005, 0.015);
    passed++;
  }

  /** Feeds below capacity until nothing waits any more, then measures. */
  private double steadyLatency() {
    images.keepPace(new Pace(STEADY_SHARE * capacity));
    // Commits come every second or two: what is sent between them is no backlog.
    long usual = Math.round(5 * STEADY_SHARE * capacity);
    stack.followUntil(
        "the end of the backlog", Duration.ofMinutes(10), () -> images.underWay() < usual);
    stack.pulse().restart();
    stack.follow(STEADY);
    return stack.pulse().medianLatencySeconds();
  }

  private void say(String format, Object... values) {
    report.add(String.format(Locale.ROOT, format, values));
  }
}
