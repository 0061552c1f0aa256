package org.flinkqlip.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;

/**
 * What this process has used so far, without the thread that asks: of a benchmark, that is the one
 * that only watches.
 *
 * @param cpuNanos CPU time of all threads, those of native libraries and of the JVM too
 * @param allocatedBytes allocated on the heap by all threads that are alive
 */
record ProcessCost(long cpuNanos, long allocatedBytes) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The cost by now. */
  static ProcessCost now() {
    long self = Thread.currentThread().getId();
    long[] others =
        LongStream.of(THREADS.getAllThreadIds()).filter(thread -> thread != self).toArray();
    // A thread that has just ended counts -1.
    long allocated =
        LongStream.of(THREADS.getThreadAllocatedBytes(others)).filter(bytes -> bytes > 0).sum();
    return new ProcessCost(
        SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime(), allocated);
  }

  /** What was used since an earlier moment, asked by the same thread. */
  ProcessCost since(ProcessCost earlier) {
    return new ProcessCost(
        cpuNanos - earlier.cpuNanos, Math.max(0, allocatedBytes - earlier.allocatedBytes));
  }
}
