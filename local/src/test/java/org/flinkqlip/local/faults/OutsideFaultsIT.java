// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.EnumSet;

/** What a job needs beside Kafka fails: the schema registry, and the host of its images. */
class OutsideFaultsIT extends FaultMatrix {
  OutsideFaultsIT() {
    super(
        "outside",
        StreamSetup.drawn()
            .withJobArguments(
                "--fetch.timeout", "6 s",
                "--batch.stall-timeout", "7 s",
                "--checkpoint.timeout", "8 s",
                "--batch.prepare-threads", "8")
            .withOutside(),
        EnumSet.range(Fault.REGISTRY_DOWN, Fault.CHECKPOINTS_TIME_OUT),
        REPETITIONS);
  }
}
