// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import java.util.concurrent.CompletableFuture;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM as a request to stop, rather than the end of the process: a shutdown hook
 * would run beside Flink's own ones, which take the cluster down under a job that is stopping, and
 * PyTorch crashes when its library is torn down while it computes. A second signal ends the
 * process.
 */
public final class StopSignals implements AutoCloseable {
  private final Signal interrupt = new Signal("INT");
  private final Signal terminate = new Signal("TERM");
  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final SignalHandler previousOfInterrupt;
  private final SignalHandler previousOfTerminate;

  /** Takes the signals over until it is closed. */
  public StopSignals() {
    previousOfInterrupt = Signal.handle(interrupt, signal -> received());
    previousOfTerminate = Signal.handle(terminate, signal -> received());
  }

  /** Completes with the first signal. */
  public CompletableFuture<Void> first() {
    return first;
  }

  /** The same, and the calling thread is interrupted by the first signal. */
  public static StopSignals interruptThisThread() {
    StopSignals signals = new StopSignals();
    Thread thread = Thread.currentThread();
    var unused = signals.first().thenRun(thread::interrupt);
    return signals;
  }

  private void received() {
    close();
    first.complete(null);
  }

  @Override
  public void close() {
    Signal.handle(interrupt, previousOfInterrupt);
    Signal.handle(terminate, previousOfTerminate);
  }
}
