// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class SharedDeviceTest {
  private static final int CAPACITY = 8;

  private final List<Integer> warmUps = new CopyOnWriteArrayList<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final List<String> hangs = new CopyOnWriteArrayList<>();
  private final HangListener listener =
      new HangListener() {
        @Override
        public void hangs(Phase phase, String what) {
          hangs.add(phase + ": " + what);
        }

        @Override
        public void ended() {
          ended.countDown();
        }
      };
  private volatile boolean terminated;

  @Test
  void deviceIsOpenedUsedAndClosedOnOneThread() throws Exception {
    SharedDevice<Probe> device = open(Duration.ofSeconds(10));
    for (int i = 0; i < 100; i++) {
      device.deviceThread().execute(() -> threads.add(Thread.currentThread()));
    }
    device.close();

    assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
    assertThat(threads).allMatch(Thread::isDaemon);
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void graphHasRunAFullBatchBeforeAnybodyGetsIt() throws Exception {
    try (SharedDevice<Probe> device = open(Duration.ofSeconds(10))) {
      assertThat(warmUps).containsExactly(CAPACITY);
      assertThat(device.load()).isPositive();
      assertThat(device.warmUp()).isPositive();
    }
  }

  @Test
  void deviceThatDoesNotTakeAFullBatchIsClosed() {
    assertThatThrownBy(() -> open(Duration.ofSeconds(10), CAPACITY + 1))
        .isInstanceOf(InferenceException.class)
        .hasMessage("out of memory");
    assertThat(warmUps).containsExactly(CAPACITY + 1);
    assertThat(closed.getCount()).isZero();
    assertThat(terminated).isFalse();
  }

  @Test
  void terminationReachesTheGraph() throws Exception {
    open(Duration.ofSeconds(10)).close();

    assertThat(terminated).isTrue();
  }

  @Test
  void failedOpeningGivesItsCauseAndStopsTheThreads() {
    assertThatThrownBy(
            () ->
                SharedDevice.open(
                    "broken-device",
                    1,
                    Duration.ofSeconds(1),
                    listener,
                    () -> {
                      threads.add(Thread.currentThread());
                      throw new IOException("no such device");
                    },
                    1))
        .isInstanceOf(IOException.class)
        .hasMessage("no such device");
    assertThat(threads)
        .hasSize(1)
        .allSatisfy(thread -> thread.join(10_000))
        .noneMatch(Thread::isAlive);
  }

  @Test
  void deviceIsNeverClosedUnderACallThatRuns() throws Exception {
    SharedDevice<Probe> device = open(Duration.ofMillis(20));
    CompletableFuture<Void> call = new CompletableFuture<>();
    device.deviceThread().execute(call::join);

    assertThatThrownBy(device::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a call has been running for more than 20 ms");
    assertThat(closed.getCount()).isOne();
    assertThat(terminated).isTrue();
    assertThat(hangs)
        .containsExactly("RUNNING: test-device: a call has not ended 20 ms after it was told to");
    assertThat(ended.getCount()).isOne();

    call.complete(null);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void deviceIsNotLeftOpenWhenTheCallerIsInterruptedWhileItLoads() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> failure.complete(failureOfOpening(Duration.ofMinutes(1), loading, loaded)));
    caller.start();
    loading.await();

    caller.interrupt();
    while (caller.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait(); // until it waits for the end of what it has given up
    }
    loaded.countDown();

    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(closed.getCount()).as("closed before the caller goes on").isZero();
    assertThat(hangs).isEmpty();
  }

  @Test
  void loadingThatGoesOnAfterAnInterruptIsReportedUntilTheDeviceIsClosed() throws Exception {
    CountDownLatch loading = new CountDownLatch(1);
    CountDownLatch loaded = new CountDownLatch(1);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> failure.complete(failureOfOpening(Duration.ofMillis(20), loading, loaded)));
    caller.start();
    loading.await();

    caller.interrupt();

    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertThat(hangs)
        .containsExactly("LOADING: test-device: loading has not ended 20 ms after it was told to");
    assertThat(closed.getCount()).isOne();

    loaded.countDown();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void interruptDoesNotEndTheWaitForAClose() throws Exception {
    SharedDevice<Probe> device = open(Duration.ofMinutes(1));
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Void> call = new CompletableFuture<>();
    device
        .deviceThread()
        .execute(
            () -> {
              running.countDown();
              call.join();
            });
    running.await();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                device.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
              } catch (Exception e) {
                interrupted.completeExceptionally(e);
              }
            });
    closer.start();
    while (closer.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    assertThat(device.runningFor()).isPositive();
    call.complete(null);

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(closed.getCount()).isZero();
    assertThat(device.runningFor()).isZero();
  }

  private Throwable failureOfOpening(
      Duration closeLimit, CountDownLatch loading, CountDownLatch loaded) {
    return catchThrowable(
        () ->
            SharedDevice.open(
                "test-device",
                1,
                closeLimit,
                listener,
                () -> {
                  loading.countDown();
                  loaded.await();
                  return new Probe();
                },
                1));
  }

  private SharedDevice<Probe> open(Duration closeLimit) throws Exception {
    return open(closeLimit, CAPACITY);
  }

  private SharedDevice<Probe> open(Duration closeLimit, int batch) throws Exception {
    return SharedDevice.open(
        "test-device",
        2,
        closeLimit,
        listener,
        () -> {
          threads.add(Thread.currentThread());
          return new Probe();
        },
        batch);
  }

  /** Takes {@link #CAPACITY} records at once. */
  private final class Probe implements ModelDevice {
    @Override
    public ModelBundle bundle() {
      throw new IllegalStateException("nobody asks for it");
    }

    @Override
    public Provider provider() {
      return Provider.CPU;
    }

    @Override
    public void warmUp(int batch) throws InferenceException {
      threads.add(Thread.currentThread());
      warmUps.add(batch);
      if (batch > CAPACITY) {
        throw new InferenceException("out of memory");
      }
    }

    @Override
    public void terminate() {
      terminated = true;
    }

    @Override
    public void close() {
      threads.add(Thread.currentThread());
      closed.countDown();
    }
  }
}
