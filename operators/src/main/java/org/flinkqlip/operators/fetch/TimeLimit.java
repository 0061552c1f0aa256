// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.fetch;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds calls that take no timeout of their own, on threads that it can give up on. */
final class TimeLimit implements Closeable {
  private final ExecutorService executor;

  TimeLimit(String threadName) {
    AtomicInteger count = new AtomicInteger();
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, threadName + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * What {@code call} returns.
   *
   * @throws TimeoutException if it takes longer than {@code limit}; its thread is interrupted
   * @throws ExecutionException if it throws
   */
  <T> T call(Callable<T> call, Duration limit)
      throws ExecutionException, TimeoutException, InterruptedException {
    Future<T> future = executor.submit(call);
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      future.cancel(true);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
