package org.flinkqlip.operators.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flinkqlip.operators.sharing.SharedResources.Lease;
import org.junit.jupiter.api.Test;

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
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> release =
          threads.submit(
              () -> {
                old.close();
                return null;
              });
      assertThat(closing.await(10, TimeUnit.SECONDS)).isTrue();
      Future<Integer> aliveAtOpening =
          threads.submit(
              () -> {
                AtomicInteger seen = new AtomicInteger();
                slow.acquire(
                        "cuda:0",
                        () -> {
                          seen.set(alive.get());
                          return () -> {};
                        })
                    .close();
                return seen.get();
              });
      mayClose.countDown();

      release.get(10, TimeUnit.SECONDS);
      assertThat(aliveAtOpening.get(10, TimeUnit.SECONDS)).isZero();
      assertThat(slow.size()).isZero();
    } finally {
      threads.shutdownNow();
    }
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
