package org.flinkqlip.operators.microbatch;

import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.flinkqlip.operators.batching.EngineHost;

/** A Flink task as the engine's owner. */
final class FlinkHost implements EngineHost {
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;

  FlinkHost(MailboxExecutor mailbox, ProcessingTimeService timers) {
    this.mailbox = mailbox;
    this.timers = timers;
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
            timers.getCurrentProcessingTime() + delayMillis, time -> callback.run());
    return () -> timer.cancel(false);
  }
}
