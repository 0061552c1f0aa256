// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.EnumSet;

/** Kills under a job that writes without transactions: results may repeat, none may be missing. */
class AtLeastOnceFaultsIT extends FaultMatrix {
  AtLeastOnceFaultsIT() {
    super(
        "at-least-once",
        StreamSetup.drawn().atLeastOnce(),
        // One task manager goes on writing for a while when the other is gone.
        EnumSet.of(Fault.BOTH_TASK_MANAGERS_KILLED, Fault.ALL_OF_FLINK_KILLED, Fault.BROKER_KILLED),
        Math.max(1, REPETITIONS / 2));
  }
}
