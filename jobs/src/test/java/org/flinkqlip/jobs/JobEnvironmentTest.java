// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.flinkqlip.jobs.options.CommonOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobEnvironmentTest {

  @Test
  void defaultsAreSetOnAnEmptyCluster() {
    assertThat(settings(Map.of()))
        .containsEntry("pipeline.name", "tokenize-images")
        .containsEntry("pipeline.generic-types", "false")
        .containsEntry("pipeline.auto-generate-uids", "false")
        .containsEntry("pipeline.object-reuse", "true")
        .containsEntry("state.backend.type", "hashmap")
        .containsEntry("taskmanager.network.memory.buffer-debloat.enabled", "true")
        .containsEntry("execution.buffer-timeout.interval", "5 ms")
        .containsEntry("execution.checkpointing.mode", "EXACTLY_ONCE")
        .containsEntry("execution.checkpointing.interval", "10 s")
        .containsEntry("execution.checkpointing.min-pause", "2 s")
        .containsEntry("execution.checkpointing.timeout", "3 min")
        .containsEntry("execution.checkpointing.max-concurrent-checkpoints", "1")
        .containsEntry("execution.checkpointing.tolerable-failed-checkpoints", "3")
        .containsEntry(
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION")
        .containsEntry("restart-strategy.type", "exponential-delay")
        .containsEntry("restart-strategy.exponential-delay.initial-backoff", "1 s")
        .containsEntry("restart-strategy.exponential-delay.max-backoff", "1 min")
        .containsEntry("restart-strategy.exponential-delay.backoff-multiplier", "2.0")
        .containsEntry("restart-strategy.exponential-delay.reset-backoff-threshold", "10 min")
        .containsEntry("restart-strategy.exponential-delay.jitter-factor", "0.1")
        .doesNotContainKeys("parallelism.default", "execution.checkpointing.dir");
  }

  @Test
  void aClustersOwnValueIsStrongerThanADefault() {
    Map<String, String> cluster =
        Map.of("execution.checkpointing.interval", "30 s", "pipeline.object-reuse", "false");

    assertThat(settings(cluster))
        .doesNotContainKeys("execution.checkpointing.interval", "pipeline.object-reuse")
        .containsEntry("execution.checkpointing.timeout", "3 min");
  }

  @Test
  void anOptionThatWasGivenIsStrongerThanTheCluster() {
    Map<String, String> cluster =
        Map.of("execution.checkpointing.interval", "30 s", "parallelism.default", "4");

    assertThat(
            settings(
                cluster,
                "--checkpoint.interval=10 s",
                "--job.parallelism=2",
                "--checkpoint.directory=s3://b/c"))
        .containsEntry("execution.checkpointing.interval", "10 s")
        .containsEntry("parallelism.default", "2")
        .containsEntry("execution.checkpointing.dir", "s3://b/c");
  }

  @Test
  void flinksOwnPropertiesAreTheStrongest() {
    assertThat(
            settings(
                Map.of("rest.port", "1"),
                "--checkpoint.interval=10 s",
                "--flink.execution.checkpointing.interval=7 s",
                "--flink.rest.port=2"))
        .containsEntry("execution.checkpointing.interval", "7 s")
        .containsEntry("rest.port", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "execution.checkpointing.interval, 5 min",
    "execution.checkpointing.timeout, 5 min",
    "execution.checkpointing.min-pause, 1 min",
    "execution.checkpointing.tolerable-failed-checkpoints, 4"
  })
  void aClusterWhoseCheckpointsMayOutliveTheTransactionIsRefused(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith(
            "sink.transaction-timeout is 15 min, but a transaction may have to stay open for more"
                + " than");
    assertThatCode(() -> settings(Map.of(key, value), "--sink.delivery-guarantee=at-least-once"))
        .doesNotThrowAnyException();
  }

  @Test
  void anOptionThatWasGivenSavesFromTheClustersValue() {
    Map<String, String> cluster = Map.of("execution.checkpointing.timeout", "5 min");

    assertThat(settings(cluster, "--checkpoint.timeout=3 min"))
        .containsEntry("execution.checkpointing.timeout", "3 min");
  }

  private static Map<String, String> settings(Map<String, String> cluster, String... arguments) {
    CommonOptions options = job(arguments);
    return JobEnvironment.configuration(options, Configuration.fromMap(cluster)).toMap();
  }
}
