// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/**
 * The owner's thread, the pool, the device's thread and the clock, all in the test's one thread:
 * the test decides what happens next, so every interleaving can be replayed.
 */
final class VirtualHost implements EngineHost {
  final Deque<Work> mails = new ArrayDeque<>();
  final List<Runnable> poolTasks = new ArrayList<>();
  final Deque<Runnable> deviceTasks = new ArrayDeque<>();
  final Executor pool = poolTasks::add;
  final Executor device = deviceTasks::add;
  boolean mailboxClosed;

  /** Does one step while the owner yields without a mail; false if nothing can be done. */
  BooleanSupplier whileYielding = this::stepWorkers;

  private final List<VirtualTimer> timers = new ArrayList<>();
  private long nowMillis;
  private boolean inTimerOrMail;

  @Override
  public void execute(Work mail, String description) {
    if (mailboxClosed) {
      throw new RejectedExecutionException("mailbox is closed");
    }
    mails.add(mail);
  }

  @Override
  public void yieldToMailbox() throws Exception {
    if (inTimerOrMail) {
      throw new AssertionError("yield in a timer or a mail");
    }
    while (mails.isEmpty()) {
      if (!whileYielding.getAsBoolean()) {
        throw new AssertionError("deadlock: yields, and nothing can make a mail");
      }
    }
    runMail();
  }

  @Override
  public Timer schedule(long delayMillis, Work callback) {
    VirtualTimer timer = new VirtualTimer(nowMillis + delayMillis, callback);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public long nanoTime() {
    return nowMillis * 1_000_000;
  }

  boolean runMail() throws Exception {
    Work mail = mails.poll();
    if (mail == null) {
      return false;
    }
    runAlone(mail);
    return true;
  }

  /** Runs every mail, every task of the pool and of the device until nothing is left. */
  void settle() throws Exception {
    while (runMail() || stepWorkers()) {
      // goes on
    }
  }

  /** Moves the clock and fires what is due, in order. */
  void advance(long millis) throws Exception {
    long end = nowMillis + millis;
    while (true) {
      VirtualTimer next = timers.stream().min(Comparator.comparingLong(t -> t.at)).orElse(null);
      if (next == null || next.at > end) {
        nowMillis = end;
        return;
      }
      nowMillis = Math.max(nowMillis, next.at);
      timers.remove(next);
      runAlone(next.callback);
    }
  }

  boolean stepWorkers() {
    return stepPool(0) || stepDevice();
  }

  boolean stepPool(int choice) {
    if (poolTasks.isEmpty()) {
      return false;
    }
    poolTasks.remove(Math.floorMod(choice, poolTasks.size())).run();
    return true;
  }

  boolean stepDevice() {
    Runnable task = deviceTasks.poll();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  int timers() {
    return timers.size();
  }

  /** All callbacks that are scheduled, as if their cancellation came too late. */
  List<Work> callbacks() {
    return timers.stream().map(t -> t.callback).toList();
  }

  private void runAlone(Work work) throws Exception {
    inTimerOrMail = true;
    try {
      work.run();
    } finally {
      inTimerOrMail = false;
    }
  }

  private static final class VirtualTimer {
    private final long at;
    private final Work callback;

    private VirtualTimer(long at, Work callback) {
      this.at = at;
      this.callback = callback;
    }
  }
}
