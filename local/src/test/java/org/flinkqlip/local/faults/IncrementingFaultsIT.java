package org.flinkqlip.local.faults;

import java.util.List;

/** The kills, with the other naming strategy, for comparison. */
class IncrementingFaultsIT extends FaultMatrix {
  IncrementingFaultsIT() {
    super(
        "incrementing",
        List.of(
            Fault.TASK_MANAGER_KILLED,
            Fault.BOTH_TASK_MANAGERS_KILLED,
            Fault.JOB_MANAGER_KILLED,
            Fault.ALL_OF_FLINK_KILLED,
            Fault.BROKER_KILLED),
        Math.max(1, Integer.getInteger("qlip.faults.repetitions", 4) / 2));
  }
}
