// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flinkqlip.operators.device.SharedResources.Lease;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class SharedResourcesTest {
  private final SharedResources<String, Probe> resources = new SharedResources<>();
  private final AtomicInteger alive = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void holdersOfOneKeyShareAResourceThatTheLastOneCloses() throws Exception {
    Lease<Probe> first = resources.acquire("cuda:0", Probe::new);
    Lease<Probe> second = resources.acquire("cuda:0", Probe::new);
    assertThat(second.get()).isSameAs(first.get());

    first.close();
    assertThat(alive).hasValue(1);
    second.close();

    assertThat(alive).hasValue(0);
    assertThat(resources.size()).isZero();
  }

  @Test
  void releasingTwiceCountsOnce() throws Exception {
    Lease<Probe> first = resources.acquire("cuda:0", Probe::new);
    Lease<Probe> second = resources.acquire("cuda:0", Probe::new);

    first.close();
    first.close();

    assertThat(alive).hasValue(1);
    second.close();
  }

  @Test
  void eachKeyHasItsOwnResource() throws Exception {
    try (Lease<Probe> first = resources.acquire("cuda:0", Probe::new);
        Lease<Probe> second = resources.acquire("cuda:1", Probe::new)) {
      assertThat(second.get()).isNotSameAs(first.get());
    }
    assertThat(alive).hasValue(0);
  }

  @Test
  void failedOpeningLeavesNothingBehindAndCanBeTriedAgain() throws Exception {
    assertThatThrownBy(
            () ->
                resources.acquire(
                    "cuda:0",
                    () -> {
                      throw new IOException("no such device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("no such device");
    assertThat(resources.size()).isZero();

    try (Lease<Probe> lease = resources.acquire("cuda:0", Probe::new)) {
      assertThat(lease.get()).isNotNull();
    }
  }

  @Test
  void resourceThatIsAcquiredWhileItClosesIsOpenedAfterwards() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch mayClose = new CountDownLatch(1);
    SharedResources<String, AutoCloseable> slow = new SharedResources<>();
    Lease<AutoCloseable> old =
        slow.acquire(
            "cuda:0",
            () ->
                () -> {
                  closing.countDown();
                  mayClose.await();
                  alive.decrementAndGet();
                });
    alive.incrementAndGet();
    Thread release = new Thread(() -> close(old));
    release.start();
    assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
    AtomicInteger aliveAtOpening = new AtomicInteger(-1);
    FutureTask<Lease<AutoCloseable>> next =
        new FutureTask<>(
            () ->
                slow.acquire(
                    "cuda:0",
                    () -> {
                      aliveAtOpening.set(alive.get());
                      return () -> {};
                    }));
    Thread acquire = new Thread(next);
    acquire.start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (acquire.getState() != Thread.State.WAITING) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
    assertThat(aliveAtOpening).as("not opened while the old one closes").hasValue(-1);

    mayClose.countDown();

    next.get(10, TimeUnit.SECONDS).close();
    assertThat(aliveAtOpening).hasValue(0);
    release.join(10_000);
    assertThat(slow.size()).isZero();
  }

  @Test
  void manyThreadsNeverHoldMoreThanOneResourceOfAKey() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int worker = 0; worker < 8; worker++) {
        workers.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 2_000; i++) {
                    try (Lease<Probe> lease = resources.acquire("cuda:0", Probe::new)) {
                      assertThat(lease.get().closed).isFalse();
                      assertThat(alive).hasValue(1);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get(30, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(alive).hasValue(0);
    assertThat(opened.get()).isPositive();
    assertThat(resources.size()).isZero();
  }

  private static void close(Lease<?> lease) {
    try {
      lease.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final class Probe implements AutoCloseable {
    private volatile boolean closed;

    private Probe() {
      alive.incrementAndGet();
      opened.incrementAndGet();
    }

    @Override
    public void close() {
      closed = true;
      alive.decrementAndGet();
    }
  }
}
