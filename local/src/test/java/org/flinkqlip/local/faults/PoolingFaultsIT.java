// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.flinkqlip.local.Await;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What may happen to Flink and to a single broker, with the settings that jobs have by default. */
class PoolingFaultsIT extends FaultMatrix {
  PoolingFaultsIT() {
    super(
        "pooling",
        StreamSetup.drawn().withNamingStrategy("pooling"),
        EnumSet.range(Fault.TASK_MANAGER_KILLED, Fault.RETENTION_PASSED),
        REPETITIONS);
  }

  @Order(0)
  @Test
  void aDeathThatTheTestDidNotCauseAndItsRestartAreReported() throws Exception {
    stack.awaitAllWell();
    assertThat(stack.unrest().inCalm()).isEmpty();

    JavaProcess victim = stack.cluster().busyTaskManager(false);
    Signals.send(victim.pid(), "KILL");
    Await.until("the end of " + victim, Duration.ofSeconds(30), () -> !victim.isAlive());
    stack.secondsToResultProducedAfter(System.nanoTime(), System.nanoTime());
    stack.awaitAllWell();

    List<String> reported = new ArrayList<>(stack.unrest().inCalm());
    assertThat(reported)
        .anySatisfy(one -> assertThat(one).startsWith("task-manager-").contains("exit code 137"))
        .anySatisfy(one -> assertThat(one).startsWith("the job restarted after "));
  }
}
