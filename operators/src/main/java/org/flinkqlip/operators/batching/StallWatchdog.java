// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fails the job when work is outstanding and nothing moves: a device or a preparation that hangs
 * would otherwise stop the job in silence. It checks by timer, so it also sees a stall while the
 * owner's thread yields.
 */
final class StallWatchdog {
  /** Checks in one timeout: a stall is seen after the timeout, at most one check later. */
  static final int CHECKS = 4;

  private final EngineHost host;
  private final Duration timeout;
  private final BooleanSupplier busy;
  private final LongSupplier progress;
  private final Supplier<String> situation;

  private EngineHost.@Nullable Timer timer;
  private long lastProgress;
  private int checksWithoutProgress;

  /**
   * @param busy whether work is outstanding
   * @param progress a number that changes whenever a piece of work ends
   * @param situation what is outstanding, in words
   */
  StallWatchdog(
      EngineHost host,
      Duration timeout,
      BooleanSupplier busy,
      LongSupplier progress,
      Supplier<String> situation) {
    this.host = host;
    this.timeout = timeout;
    this.busy = busy;
    this.progress = progress;
    this.situation = situation;
  }

  /** Starts to watch, unless it does already; called when work is handed out. */
  void watch() {
    if (timer == null) {
      lastProgress = progress.getAsLong();
      checksWithoutProgress = 0;
      schedule();
    }
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void schedule() {
    timer = host.schedule(timeout.toMillis() / CHECKS, this::check);
  }

  private void check() throws StageFailedException {
    if (timer == null) {
      return;
    }
    timer = null;
    if (!busy.getAsBoolean()) {
      return;
    }
    long now = progress.getAsLong();
    checksWithoutProgress = now == lastProgress ? checksWithoutProgress + 1 : 0;
    lastProgress = now;
    if (checksWithoutProgress >= CHECKS) {
      throw new StageFailedException(
          "No progress in "
              + timeout.toMillis()
              + " ms: "
              + situation.get()
              + ". Check the device, or raise the stall timeout if this work may take so long.");
    }
    schedule();
  }
}
