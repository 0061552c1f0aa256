// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.flinkqlip.operators.batching.EngineHost;
import org.flinkqlip.operators.batching.StageFailedException;

/** A Flink task as the engine's owner. */
final class FlinkHost implements EngineHost {
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final Consumer<Throwable> whenTimerFails;

  /**
   * A task.
   *
   * @param whenTimerFails is told what a callback throws before the task is
   */
  FlinkHost(
      MailboxExecutor mailbox, ProcessingTimeService timers, Consumer<Throwable> whenTimerFails) {
    this.mailbox = mailbox;
    this.timers = timers;
    this.whenTimerFails = whenTimerFails;
  }

  @Override
  public void execute(Work mail, String description) {
    mailbox.execute(mail::run, description);
  }

  @Override
  public void yieldToMailbox() throws InterruptedException {
    mailbox.yield();
  }

  @Override
  public Timer schedule(long delayMillis, Work callback) {
    ScheduledFuture<?> timer =
        timers.registerTimer(
            timers.getCurrentProcessingTime() + delayMillis, time -> run(callback));
    return () -> timer.cancel(false);
  }

  private void run(Work callback) throws Exception {
    try {
      callback.run();
    } catch (StageFailedException e) {
      whenTimerFails.accept(e);
      throw e;
    }
  }
}
