package org.flinkqlip.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProcessCostTest {
  private static final int BYTES = 64 << 20;

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

  private static void work() {
    long end = System.nanoTime() + 100_000_000;
    while (System.nanoTime() < end) {
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
