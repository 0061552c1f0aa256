// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Makes batches in the order of their steps on one background thread, a few ahead of their use. */
final class BatchPrefetcher implements AutoCloseable {
  private static final int AHEAD = 2;

  private final BatchMaker maker;
  private final long end;
  private final Deque<Future<Batch>> pending = new ArrayDeque<>();
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread worker = new Thread(task, "qlip-batches");
            worker.setDaemon(true);
            return worker;
          });
  private long nextStep;
  private @Nullable ByteBuffer taken;

  /**
   * Starts to make batches.
   *
   * @param start first step
   * @param end step after the last
   */
  BatchPrefetcher(BatchMaker maker, long start, long end) {
    this.maker = maker;
    this.end = end;
    this.nextStep = start;
    for (int i = 0; i < AHEAD; i++) {
      submit(maker.buffer());
    }
    free.add(maker.buffer());
  }

  private void submit(ByteBuffer buffer) {
    if (nextStep < end) {
      long step = nextStep++;
      pending.add(thread.submit(() -> maker.make(step, buffer)));
    }
  }

  /** The next batch; the one before is void from now on. */
  Batch next() throws IOException {
    if (taken != null) {
      free.add(taken);
    }
    submit(free.remove());
    try {
      Batch batch = pending.remove().get();
      taken = batch.pixels();
      return batch;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("a batch could not be made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a batch", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
