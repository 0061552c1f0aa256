// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.EnumSet;

/** Three brokers, three replicas of which two must be in sync, and one broker that goes. */
class ThreeBrokersFaultsIT extends FaultMatrix {
  ThreeBrokersFaultsIT() {
    super(
        "three-brokers",
        StreamSetup.drawn().withThreeBrokers(),
        EnumSet.range(Fault.LEADER_KILLED, Fault.LEADERS_MOVED),
        REPETITIONS);
  }
}
