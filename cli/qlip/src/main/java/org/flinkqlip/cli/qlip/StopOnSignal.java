package org.flinkqlip.cli.qlip;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a thread in order: the thread is interrupted, and the JVM waits until this is
 * closed, which the thread does when it has put everything away.
 */
final class StopOnSignal implements AutoCloseable {
  private static final long WAIT_SECONDS = 60;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private StopOnSignal(Thread thread) {
    hook = new Thread(() -> stop(thread), "stop-on-signal");
  }

  /** Watches on behalf of the calling thread. */
  static StopOnSignal ofThisThread() {
    StopOnSignal stop = new StopOnSignal(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  private void stop(Thread thread) {
    thread.interrupt();
    try {
      closed.await(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook is what brought us here.
    }
  }
}
