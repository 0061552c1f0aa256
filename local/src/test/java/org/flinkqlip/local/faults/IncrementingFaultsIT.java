// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.EnumSet;

/** The kills, with the other naming strategy, for comparison. */
class IncrementingFaultsIT extends FaultMatrix {
  IncrementingFaultsIT() {
    super(
        "incrementing",
        StreamSetup.drawn().withNamingStrategy("incrementing"),
        EnumSet.range(Fault.TASK_MANAGER_KILLED, Fault.BROKER_KILLED),
        Math.max(1, REPETITIONS / 2));
  }
}
