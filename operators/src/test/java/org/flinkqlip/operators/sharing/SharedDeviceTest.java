package org.flinkqlip.operators.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedDeviceTest {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
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
  void failedOpeningGivesItsCauseAndStopsTheThreads() {
    assertThatThrownBy(
            () ->
                SharedDevice.open(
                    "broken-device",
                    1,
                    Duration.ofSeconds(1),
                    () -> {
                      threads.add(Thread.currentThread());
                      throw new IOException("no such device");
                    }))
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

    call.complete(null);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private SharedDevice<Probe> open(Duration closeLimit) throws Exception {
    return SharedDevice.open(
        "test-device",
        2,
        closeLimit,
        () -> {
          threads.add(Thread.currentThread());
          return new Probe();
        });
  }

  private final class Probe implements SharedDevice.Device {
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
