// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.flinkqlip.operators.device.MemoryBudget.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // shares are held, not used
@Timeout(60)
class MemoryBudgetTest {
  private static final long KIB = 1 << 10;

  @Test
  void noMoreThanTheWholeIsHeldAtOnce() throws Exception {
    MemoryBudget budget = new MemoryBudget(100 * KIB);
    AtomicLong held = new AtomicLong();
    AtomicLong most = new AtomicLong();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      long bytes = 12 * i * KIB;
      threads.add(
          inThread(
              () -> {
                for (int round = 0; round < 200; round++) {
                  try (Share share = budget.take(bytes)) {
                    most.accumulateAndGet(held.addAndGet(bytes), Math::max);
                    Thread.yield();
                    held.addAndGet(-bytes);
                  }
                }
              }));
    }
    for (CompletableFuture<Void> thread : threads) {
      thread.get();
    }

    assertThat(most.get()).isLessThanOrEqualTo(100 * KIB).isGreaterThan(12 * 8 * KIB - 1);
    assertThat(budget.free()).isEqualTo(100 * KIB);
  }

  @Test
  void aLargeShareIsNotOvertakenBySmallOnes() throws Exception {
    MemoryBudget budget = new MemoryBudget(10 * KIB);
    Share first = budget.take(4 * KIB);
    CompletableFuture<Share> large = waiting(budget, 10 * KIB);
    CompletableFuture<Share> small = waiting(budget, KIB);
    assertThat(small).as("there is room for it, and someone before it").isNotDone();

    first.close();
    large.get().close();
    small.get().close();

    assertThat(budget.free()).isEqualTo(10 * KIB);
  }

  @Test
  void aWaitEndsByAnInterruptAndTakesNothing() throws Exception {
    MemoryBudget budget = new MemoryBudget(10 * KIB);
    Thread[] waiter = new Thread[1];
    try (Share all = budget.take(10 * KIB)) {
      CompletableFuture<Void> wait =
          inThread(
              () -> {
                waiter[0] = Thread.currentThread();
                budget.take(KIB);
              });
      while (waiter[0] == null || waiter[0].getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      waiter[0].interrupt();
      assertThatThrownBy(wait::get).hasCauseInstanceOf(InterruptedException.class);
    }
    assertThat(budget.free()).isEqualTo(10 * KIB);
  }

  @Test
  void aShareIsGivenBackOnce() throws Exception {
    MemoryBudget budget = new MemoryBudget(10 * KIB);
    Share share = budget.take(3 * KIB - 5);
    assertThat(budget.free()).isEqualTo(7 * KIB);
    share.close();
    share.close();
    assertThat(budget.free()).isEqualTo(10 * KIB);
    assertThatThrownBy(() -> budget.take(10 * KIB + 1)).hasMessageContaining("10241 of 10240");
  }

  @Test
  void theProcessHasOneOfHalfItsHeap() throws Exception {
    MemoryBudget budget = MemoryBudget.ofProcess();
    assertThat(budget.bytes()).isEqualTo(Runtime.getRuntime().maxMemory() / 2);

    long free = MemoryBudget.ofProcess().free();
    try (Share share = budget.take(KIB)) {
      assertThat(MemoryBudget.ofProcess().free()).isEqualTo(free - KIB);
    }
  }

  private static CompletableFuture<Share> waiting(MemoryBudget budget, long bytes)
      throws InterruptedException {
    CompletableFuture<Share> taken = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                taken.complete(budget.take(bytes));
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    return taken;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inThread(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            })
        .start();
    return done;
  }
}
