package org.flinkqlip.operators.sharing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device with the threads that feed it. It is opened, used and closed on one thread of its own,
 * since CUDA memory pools grow when calls hop threads; preparers are a pool of their own.
 *
 * @param <D> the device, such as an inference session
 */
@SuppressWarnings("try") // an interrupt may end the wait for a close
public final class SharedDevice<D extends SharedDevice.Device> implements AutoCloseable {

  /** What can be shared. */
  public interface Device extends AutoCloseable {
    /** Makes a call that runs, and every later one, fail soon; any thread may call it. */
    void terminate();
  }

  private final String name;
  private final ExecutorService deviceThread;
  private final ExecutorService preparers;
  private final Duration closeLimit;
  private D device;

  private SharedDevice(String name, int preparerThreads, Duration closeLimit) {
    this.name = requireNonNull(name, "name is null");
    this.closeLimit = requireNonNull(closeLimit, "closeLimit is null");
    this.deviceThread = Executors.newSingleThreadExecutor(threads(name + "-run"));
    this.preparers = Executors.newFixedThreadPool(preparerThreads, threads(name + "-prepare"));
  }

  /**
   * Opens a device on its own thread.
   *
   * @param name prefix of the threads' names
   * @param preparerThreads size of the pool
   * @param closeLimit how long {@link #close()} waits for a call that is running
   * @throws Exception what {@code opener} throws
   */
  public static <D extends Device> SharedDevice<D> open(
      String name, int preparerThreads, Duration closeLimit, Callable<? extends D> opener)
      throws Exception {
    SharedDevice<D> shared = new SharedDevice<>(name, preparerThreads, closeLimit);
    boolean opened = false;
    try {
      shared.device = requireNonNull(shared.onDeviceThread(opener), "opener gave null");
      opened = true;
      return shared;
    } finally {
      if (!opened) {
        shared.stopThreads();
      }
    }
  }

  /**
   * The device; only to be used on {@link #deviceThread()}, except for what it allows elsewhere.
   */
  public D device() {
    return device;
  }

  /** Runs the device's calls, one at a time, always on the same thread. */
  public Executor deviceThread() {
    return deviceThread;
  }

  /** Runs preparations, several at a time. */
  public Executor preparers() {
    return preparers;
  }

  /**
   * Closes the device after the calls that were handed to its thread. If a call hangs, this gives
   * up waiting after the limit, and the device is closed when the call ends, never under it.
   *
   * @throws IllegalStateException if the device is not closed yet
   */
  @Override
  public void close() throws Exception {
    preparers.shutdownNow();
    device.terminate();
    var closing =
        deviceThread.submit(
            () -> {
              device.close();
              return null;
            });
    deviceThread.shutdown();
    if (!deviceThread.awaitTermination(closeLimit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException(
          name
              + ": a call has been running for more than "
              + closeLimit.toMillis()
              + " ms; the device will be closed when it ends. Replace this process if it never does");
    }
    rethrow(closing::get);
  }

  private void stopThreads() {
    preparers.shutdownNow();
    deviceThread.shutdown();
  }

  private <T> T onDeviceThread(Callable<T> call) throws Exception {
    return rethrow(deviceThread.submit(call)::get);
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
