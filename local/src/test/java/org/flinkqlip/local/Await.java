// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Polls for a condition, with a deadline. */
public final class Await {
  private Await() {}

  /** Something that may become true. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /** Returns once the condition holds; fails after the deadline with what was awaited. */
  public static void until(String what, Duration deadline, Condition condition) throws Exception {
    long start = System.nanoTime();
    while (!condition.holds()) {
      if (System.nanoTime() - start > deadline.toNanos()) {
        throw new AssertionError("not within %d s: %s".formatted(deadline.toSeconds(), what));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
