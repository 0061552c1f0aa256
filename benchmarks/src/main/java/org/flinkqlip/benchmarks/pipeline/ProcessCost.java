// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * What this process has used so far, without the thread that asks: of a benchmark, that is the one
 * that only watches.
 *
 * @param cpuNanos CPU time of the whole process, native libraries and the JVM's compiler included
 * @param javaNanos CPU time of Java threads that are alive, without those that run a session
 * @param compileNanos time that the JVM's compiler took, which falls the longer a process runs
 * @param allocatedBytes allocated on the heap by all threads that are alive
 */
record ProcessCost(long cpuNanos, long javaNanos, long compileNanos, long allocatedBytes) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final String SESSION_THREADS = "qlip-encoder-.*-run-\\d+";

  /** The cost by now. */
  static ProcessCost now() {
    long self = Thread.currentThread().getId();
    long[] others =
        LongStream.of(THREADS.getAllThreadIds()).filter(thread -> thread != self).toArray();
    long[] java =
        Arrays.stream(THREADS.getThreadInfo(others))
            .filter(Objects::nonNull)
            .filter(thread -> !thread.getThreadName().matches(SESSION_THREADS))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    return new ProcessCost(
        SYSTEM.getProcessCpuTime() - THREADS.getCurrentThreadCpuTime(),
        sum(THREADS.getThreadCpuTime(java)),
        compileTime(),
        sum(THREADS.getThreadAllocatedBytes(others)));
  }

  /** The cost of the calling thread, and of the whole process for what has no thread. */
  static ProcessCost ofThisThread() {
    return new ProcessCost(
        SYSTEM.getProcessCpuTime(),
        THREADS.getCurrentThreadCpuTime(),
        compileTime(),
        THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
  }

  /** What was used since an earlier moment, asked by the same thread. */
  ProcessCost since(ProcessCost earlier) {
    return new ProcessCost(
        cpuNanos - earlier.cpuNanos,
        javaNanos - earlier.javaNanos,
        compileNanos - earlier.compileNanos,
        allocatedBytes - earlier.allocatedBytes);
  }

  private static long compileTime() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime() * 1_000_000;
  }

  /** A thread that has just ended counts -1. */
  private static long sum(long[] values) {
    return LongStream.of(values).filter(value -> value > 0).sum();
  }
}
