package org.flinkqlip.local.faults;

import java.util.List;

/** All faults, with the naming strategy that jobs have by default. */
class PoolingFaultsIT extends FaultMatrix {
  PoolingFaultsIT() {
    super("pooling", List.of(Fault.values()), Integer.getInteger("qlip.faults.repetitions", 4));
  }
}
