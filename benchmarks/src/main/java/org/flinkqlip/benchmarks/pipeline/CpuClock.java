// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

/** Times a loop on the calling thread. */
final class CpuClock {
  private final ProcessCost cost;
  private final long start;

  private CpuClock(ProcessCost cost, long start) {
    this.cost = cost;
    this.start = start;
  }

  static CpuClock start() {
    return new CpuClock(ProcessCost.ofThisThread(), System.nanoTime());
  }

  long nanos() {
    return System.nanoTime() - start;
  }

  Throughput stop(long images) {
    long nanos = nanos();
    return new Throughput(images, nanos, ProcessCost.ofThisThread().since(cost));
  }
}
