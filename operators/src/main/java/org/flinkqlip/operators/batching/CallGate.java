// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.time.Duration;

/** Counts the threads inside the stage, lets no one in once closed, and waits for the last one. */
final class CallGate {
  private int inside;
  private boolean closed;

  /** Whether the caller may go in; if so it must {@link #exit()}. */
  synchronized boolean enter() {
    if (closed) {
      return false;
    }
    inside++;
    return true;
  }

  synchronized void exit() {
    inside--;
    notifyAll();
  }

  synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /**
   * Waits until no one is inside. An interrupt does not end the wait, since a task that is
   * cancelled is interrupted again and again; the flag is set again afterwards.
   *
   * @return whether no one is inside
   */
  synchronized boolean awaitEmpty(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (inside > 0) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          return false;
        }
        try {
          wait(millis);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
