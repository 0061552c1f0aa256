// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.time.Duration;
import java.util.List;
import org.flinkqlip.jobs.TokenizeImages;
import org.junit.jupiter.api.Test;

class FetchDrainTest {
  private static final int CORES = 2;

  @Test
  void slowServersThatCanOutlastAllToleratedCheckpointsAreWarnedOfWithTheNumbers() {
    assertThat(
            warnings(
                CORES,
                "--fetch.allowed-hosts=images.example",
                "--fetch.timeout=70 s",
                "--batch.max-images=16",
                "--batch.prepare-threads=4"))
        .contains(
            "up to 48 images are under way (a full batch x (batch.max-in-flight + 1)), each may be"
                + " fetched for 70 s (fetch.timeout), by 4 threads (batch.prepare-threads): slow"
                + " servers can hold up a checkpoint for 14 min, while 4 in a row of 3 min each"
                + " (checkpoint.timeout) fail the job, after 12 min. Use more threads, smaller or"
                + " fewer batches, or a shorter fetch.timeout");
  }

  @Test
  void withoutAnOptionTheCoresCount() {
    FetchDrain drain = FetchDrain.of(job().batch(), Duration.ofSeconds(10), CORES);

    assertThat(drain).isEqualTo(new FetchDrain(24, CORES, Duration.ofSeconds(10)));
    assertThat(drain.longest()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void whatDrainsInTimeOrFetchesNothingNeedsNoWarning() {
    assertThat(warnings(24, "--fetch.allowed-hosts=images.example")).noneMatch(this::isOfFetch);
    assertThat(warnings(1, "--fetch.timeout=100 s")).noneMatch(this::isOfFetch);
  }

  @Test
  void flinksOwnPropertiesCount() {
    assertThat(
            warnings(
                CORES,
                "--fetch.allowed-hosts=images.example",
                "--batch.prepare-threads=24",
                "--fetch.timeout=70 s",
                "--batch.stall-timeout=72 s",
                "--flink.execution.checkpointing.tolerable-failed-checkpoints=0",
                "--flink.execution.checkpointing.timeout=80 s"))
        .noneMatch(this::isOfFetch);
    assertThat(
            warnings(
                CORES,
                "--fetch.allowed-hosts=images.example",
                "--batch.prepare-threads=12",
                "--fetch.timeout=70 s",
                "--batch.stall-timeout=72 s",
                "--flink.execution.checkpointing.tolerable-failed-checkpoints=0",
                "--flink.execution.checkpointing.timeout=80 s"))
        .anyMatch(this::isOfFetch);
  }

  private static List<String> warnings(int cores, String... arguments) {
    return TokenizeImages.warnings(job(arguments), cores);
  }

  private boolean isOfFetch(String warning) {
    return warning.contains(FetchOptions.TIMEOUT.key());
  }
}
