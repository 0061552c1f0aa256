// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.device.HangListener.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A device with the threads that feed it. It is opened, used and closed on one thread of its own,
 * since CUDA memory pools grow when calls hop threads; preparers are a pool of their own.
 *
 * <p>Its graph has run once: the first call of a session grows its memory and packs what depends on
 * the batch. Here it comes before the first record does, and a batch that does not fit the device
 * keeps the job from starting.
 *
 * @param <D> the graph on the device
 */
@SuppressWarnings("try") // an interrupt may end the wait for a close
final class SharedDevice<D extends ModelDevice> implements AutoCloseable {
  private static final String NOT_OPEN = "the device is not open";

  private final String name;
  private final ExecutorService deviceThread;
  private final ExecutorService preparers;
  private final Duration closeLimit;
  private final HangListener hangs;
  private final Object endLock = new Object();
  private boolean ended;
  private boolean reported;
  private volatile @Nullable D device;
  private volatile @Nullable Duration load;
  private volatile @Nullable Duration warmUp;

  /** Start of the call that runs, by {@link System#nanoTime()}; null if none does. */
  private volatile @Nullable Long runningSince;

  private SharedDevice(String name, int preparerThreads, Duration closeLimit, HangListener hangs) {
    this.name = requireNonNull(name, "name is null");
    this.closeLimit = requireNonNull(closeLimit, "closeLimit is null");
    this.hangs = requireNonNull(hangs, "hangs is null");
    this.deviceThread = Executors.newSingleThreadExecutor(threads(name + "-run"));
    this.preparers = Executors.newFixedThreadPool(preparerThreads, threads(name + "-prepare"));
  }

  /**
   * Opens a device and runs a full batch of zeros, on its own thread. If the caller is interrupted
   * meanwhile, the device is closed as soon as it is open.
   *
   * @param name prefix of the threads' names
   * @param preparerThreads size of the pool
   * @param closeLimit how long {@link #close()} waits for a call that is running, and an
   *     interrupted caller for the opening to end
   * @param hangs hears of it when that is not enough
   * @param opener loads the graph
   * @param batch records of a full batch
   * @throws InterruptedException if the caller was interrupted
   * @throws InferenceException if the device does not take such a batch
   * @throws Exception what {@code opener} throws
   */
  @SuppressWarnings("FutureReturnValueIgnored") // why it does not open is what counts
  static <D extends ModelDevice> SharedDevice<D> open(
      String name,
      int preparerThreads,
      Duration closeLimit,
      HangListener hangs,
      Callable<? extends D> opener,
      int batch)
      throws Exception {
    SharedDevice<D> shared = new SharedDevice<>(name, preparerThreads, closeLimit, hangs);
    boolean opened = false;
    try {
      rethrow(
          shared.deviceThread.submit(
                  () -> {
                    shared.start(opener, batch);
                    return null;
                  })
              ::get);
      opened = true;
      return shared;
    } finally {
      if (!opened) {
        // The opening may go on: nobody else may open the device until its end, if it has one.
        shared.end(Phase.LOADING);
      }
    }
  }

  private void start(Callable<? extends D> opener, int batch) throws Exception {
    long start = System.nanoTime();
    D opened = requireNonNull(opener.call(), "opener gave null");
    boolean warm = false;
    try {
      long loaded = System.nanoTime();
      opened.warmUp(batch);
      load = Duration.ofNanos(loaded - start);
      warmUp = Duration.ofNanos(System.nanoTime() - loaded);
      device = opened;
      warm = true;
    } finally {
      if (!warm) {
        opened.close();
      }
    }
  }

  /**
   * The device; only to be used on {@link #deviceThread()}, except for what it allows elsewhere.
   */
  D device() {
    return requireNonNull(device, NOT_OPEN);
  }

  /** How long it took to load. */
  Duration load() {
    return requireNonNull(load, NOT_OPEN);
  }

  /** How long its first call took. */
  Duration warmUp() {
    return requireNonNull(warmUp, NOT_OPEN);
  }

  /** Runs the device's calls, one at a time, always on the same thread. */
  Executor deviceThread() {
    return call ->
        deviceThread.execute(
            () -> {
              runningSince = System.nanoTime();
              try {
                call.run();
              } finally {
                runningSince = null;
              }
            });
  }

  /** Runs preparations, several at a time. */
  Executor preparers() {
    return preparers;
  }

  /** How long the call that runs now has been running; zero if none does. */
  Duration runningFor() {
    Long since = runningSince;
    return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /**
   * Closes the device after the calls that were handed to its thread. If a call hangs, this gives
   * up waiting after the limit, and the device is closed when the call ends, never under it.
   *
   * @throws IllegalStateException if the device is not closed yet
   */
  @Override
  public void close() throws Exception {
    Future<?> closing = end(Phase.RUNNING);
    if (!closing.isDone()) {
      throw new IllegalStateException(
          name
              + ": a call has been running for more than "
              + closeLimit.toMillis()
              + " ms; the device will be closed when it ends. Replace this process if it never"
              + " does");
    }
    rethrow(closing::get);
  }

  /**
   * Closes the device when everything before that has ended; waits for it, but not for ever.
   *
   * @param phase in which it may hang
   */
  private Future<?> end(Phase phase) {
    preparers.shutdownNow();
    if (device != null) {
      device.terminate();
    }
    Future<?> closing =
        deviceThread.submit(
            () -> {
              try {
                if (device != null) {
                  device.close();
                }
              } finally {
                ended();
              }
              return null;
            });
    deviceThread.shutdown();
    if (!awaitEnd()) {
      reportUnlessEnded(phase);
    }
    NativeHeap.trim(); // also after an opening that failed; not within the limit of the close
    return closing;
  }

  /**
   * An interrupt does not end the wait, since a task that is cancelled is interrupted again and
   * again, and would be restarted beside a device that is still open; the flag is set again
   * afterwards.
   */
  private boolean awaitEnd() {
    long deadline = System.nanoTime() + closeLimit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return deviceThread.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void ended() {
    synchronized (endLock) {
      ended = true;
      if (reported) {
        hangs.ended();
      }
    }
  }

  private void reportUnlessEnded(Phase phase) {
    synchronized (endLock) {
      if (!ended) {
        reported = true;
        hangs.hangs(
            phase,
            "%s: %s has not ended %d ms after it was told to"
                .formatted(
                    name, phase == Phase.LOADING ? "loading" : "a call", closeLimit.toMillis()));
      }
    }
  }

  private static <T> T rethrow(Callable<T> result) throws Exception {
    try {
      return result.call();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) e.getCause();
    }
  }

  private static ThreadFactory threads(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true); // a call that hangs must not keep the process alive
      return thread;
    };
  }
}
