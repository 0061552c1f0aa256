// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.flinkqlip.jobs.options.OptionsOf.job;

import java.time.Duration;
import org.flinkqlip.jobs.config.InvalidOptionsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTimesTest {
  /** Brokers refuse more unless they are told otherwise. */
  private static final Duration KAFKAS_DEFAULT_MAXIMUM = Duration.ofMinutes(15);

  @Test
  void theDefaultsLeaveATransactionOpenForAllFailuresThatAreTolerated() {
    CommonOptions defaults = job();

    assertThat(defaults.checkpointTimes().longestTransaction())
        .isEqualTo(Duration.ofMinutes(12).plusSeconds(18));
    assertThat(defaults.sink().transactionTimeout())
        .isGreaterThan(defaults.checkpointTimes().longestTransaction())
        .isLessThanOrEqualTo(KAFKAS_DEFAULT_MAXIMUM);
  }

  @Test
  void theMessageHasAllNumbers() {
    assertThatThrownBy(() -> job("--checkpoint.timeout=5 min"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageStartingWith(
            "sink.transaction-timeout is 15 min, but a transaction may have to stay open for more"
                + " than 1218 s: checkpoint.interval (10 s) + (checkpoint.tolerable-failures (3) + 1)"
                + " x (checkpoint.timeout (5 min) + checkpoint.min-pause (2 s))");
  }

  @Test
  void aTimeoutThatIsJustReachedIsTooShort() {
    assertThatThrownBy(() -> job("--sink.transaction-timeout=738 s"))
        .hasMessageContaining("more than 738 s");
    assertThatCode(() -> job("--sink.transaction-timeout=739 s")).doesNotThrowAnyException();
  }

  @Test
  void aLongIntervalCountsForEachFailure() {
    CheckpointTimes times =
        new CheckpointTimes(Duration.ofMinutes(10), Duration.ZERO, Duration.ofMinutes(1), 2);

    assertThat(times.longestTransaction()).isEqualTo(Duration.ofMinutes(40));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--flink.execution.checkpointing.interval=5 min",
        "--flink.execution.checkpointing.timeout=5 min",
        "--flink.execution.checkpointing.min-pause=1 min",
        "--flink.execution.checkpointing.tolerable-failed-checkpoints=4"
      })
  void flinksOwnPropertiesAreHeldToItToo(String property) {
    assertThatThrownBy(() -> job(property)).hasMessageContaining("sink.transaction-timeout is");
    assertThatCode(() -> job(property, "--sink.delivery-guarantee=at-least-once"))
        .doesNotThrowAnyException();
  }

  @Test
  void flinksOwnPropertiesSaveFromAnOptionThatTheyOverrule() {
    assertThatCode(
            () ->
                job("--checkpoint.timeout=5 min", "--flink.execution.checkpointing.timeout=150 s"))
        .doesNotThrowAnyException();
  }
}
