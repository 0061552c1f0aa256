package org.flinkqlip.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Times a loop on the calling thread: wall, CPU of the whole process, allocation of the thread. */
final class CpuClock {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long allocated;
  private final long cpu;
  private final long start;

  private CpuClock(long allocated, long cpu, long start) {
    this.allocated = allocated;
    this.cpu = cpu;
    this.start = start;
  }

  static CpuClock start() {
    return new CpuClock(allocatedHere(), SYSTEM.getProcessCpuTime(), System.nanoTime());
  }

  long nanos() {
    return System.nanoTime() - start;
  }

  Throughput stop(long images) {
    long nanos = nanos();
    return new Throughput(
        images,
        nanos,
        new ProcessCost(SYSTEM.getProcessCpuTime() - cpu, allocatedHere() - allocated));
  }

  private static long allocatedHere() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
