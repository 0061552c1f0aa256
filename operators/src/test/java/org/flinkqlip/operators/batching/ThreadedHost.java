// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An owner whose mails come from real threads; the test's thread is the owner's. */
final class ThreadedHost implements EngineHost, AutoCloseable {
  private final LinkedBlockingQueue<Work> mails = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();

  @Override
  public void execute(Work mail, String description) {
    mails.add(mail);
  }

  @Override
  public void yieldToMailbox() throws Exception {
    Work mail = mails.poll(30, TimeUnit.SECONDS);
    if (mail == null) {
      throw new AssertionError("no mail in 30 s");
    }
    mail.run();
  }

  @Override
  public Timer schedule(long delayMillis, Work callback) {
    ScheduledFuture<?> timer =
        timers.schedule(() -> mails.add(callback), delayMillis, TimeUnit.MILLISECONDS);
    return () -> timer.cancel(false);
  }

  /** Runs the mails that are there. */
  void runMails() throws Exception {
    for (Work mail = mails.poll(); mail != null; mail = mails.poll()) {
      mail.run();
    }
  }

  @Override
  public void close() {
    timers.shutdownNow();
  }
}
