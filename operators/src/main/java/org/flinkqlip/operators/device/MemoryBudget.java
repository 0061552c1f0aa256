// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.util.concurrent.Semaphore;

/**
 * Memory of this process that many threads take shares of, first come, first served: a large share
 * is not overtaken by small ones for ever. A holder must not take a second share before it has
 * given the first one back, so that shares never wait for each other.
 */
public final class MemoryBudget {
  /**
   * Where the process keeps its shares. Each job on a task manager has classes of its own, with
   * static fields of their own; a class of the JDK under a system property is the same for all of
   * them, and keeps none of their class loaders.
   */
  private static final String OF_PROCESS = "org.flinkqlip.memory-budget";

  /** Decoded images may take half of the heap: records, Kafka and Flink have the other one. */
  private static final int HEAP_PARTS = 2;

  private static final int UNIT_BYTES = 1 << 10;

  private final Semaphore units;
  private final int size;

  /**
   * A budget of its own.
   *
   * @param bytes in all
   */
  public MemoryBudget(long bytes) {
    this(bytes, new Semaphore(units(bytes), true));
  }

  private MemoryBudget(long bytes, Semaphore units) {
    if (bytes < UNIT_BYTES) {
      throw new IllegalArgumentException("a budget of %d bytes".formatted(bytes));
    }
    this.size = (int) Math.min(bytes / UNIT_BYTES, Integer.MAX_VALUE);
    this.units = units;
  }

  /** The budget of all jobs in this process: half of its heap. */
  public static MemoryBudget ofProcess() {
    long bytes = Runtime.getRuntime().maxMemory() / HEAP_PARTS;
    Object units =
        System.getProperties()
            .computeIfAbsent(OF_PROCESS, key -> new Semaphore(units(bytes), true));
    return new MemoryBudget(bytes, (Semaphore) units);
  }

  /** Bytes in all. */
  public long bytes() {
    return (long) size * UNIT_BYTES;
  }

  /** Bytes that nobody holds at the moment. */
  public long free() {
    return (long) units.availablePermits() * UNIT_BYTES;
  }

  /**
   * Takes a share; waits until those who came before have theirs and enough is free.
   *
   * @throws IllegalArgumentException if it is more than the whole
   * @throws InterruptedException if interrupted while it waits
   */
  public Share take(long bytes) throws InterruptedException {
    if (bytes < 0 || bytes > bytes()) {
      throw new IllegalArgumentException("a share of %d of %d bytes".formatted(bytes, bytes()));
    }
    int taken = (int) ((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
    units.acquire(taken);
    return new Share(taken);
  }

  private static int units(long bytes) {
    return (int) Math.min(bytes / UNIT_BYTES, Integer.MAX_VALUE);
  }

  /** A part of the budget; any thread may give it back. */
  public final class Share implements AutoCloseable {
    private int taken;

    private Share(int taken) {
      this.taken = taken;
    }

    /** Gives the share back; further calls do nothing. */
    @Override
    public synchronized void close() {
      units.release(taken);
      taken = 0;
    }
  }
}
