// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProcessCostTest {
  private static final int BYTES = 64 << 20;
  private static final long BUSY_NANOS = 200_000_000;

  @Test
  void allocationOfOtherThreadsCountsAndOfTheAskingOneDoesNot() throws Exception {
    CountDownLatch allocated = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    byte[][] kept = new byte[2][];
    ProcessCost before = ProcessCost.now();
    Thread other =
        new Thread(
            () -> {
              kept[0] = new byte[BYTES];
              allocated.countDown();
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    other.start();
    allocated.await();
    kept[1] = new byte[BYTES];

    ProcessCost cost = ProcessCost.now().since(before);
    asked.countDown();
    other.join();

    assertThat(kept[1]).hasSameSizeAs(kept[0]);
    assertThat(cost.allocatedBytes()).isBetween((long) BYTES, 2L * BYTES - 1);
  }

  @Test
  void cpuTimeOfTheProcessGrows() {
    ProcessCost before = ProcessCost.now();
    Thread worker = new Thread(ProcessCostTest::work);
    worker.start();
    join(worker);

    assertThat(ProcessCost.now().since(before).cpuNanos()).isPositive();
  }

  @Test
  void threadsOfASessionCountAsNoJavaThreads() throws Exception {
    assertThat(javaNanosOf("qlip-encoder-cpu0-prepare-1")).isGreaterThan(BUSY_NANOS / 2);
    assertThat(javaNanosOf("qlip-encoder-cpu0-run-1")).isLessThan(BUSY_NANOS / 2);
  }

  /** Java threads' CPU time while one of that name works, and is still there in the end. */
  private static long javaNanosOf(String name) throws InterruptedException {
    CountDownLatch worked = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    ProcessCost before = ProcessCost.now();
    Thread thread =
        new Thread(
            () -> {
              work();
              worked.countDown();
              try {
                asked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.start();
    worked.await();
    long nanos = ProcessCost.now().since(before).javaNanos();
    asked.countDown();
    join(thread);
    return nanos;
  }

  private static void work() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    while (threads.getCurrentThreadCpuTime() < BUSY_NANOS) {
      Thread.onSpinWait();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this test", e);
    }
  }
}
