package org.flinkqlip.training.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM as a request to stop, rather than the end of the process: PyTorch crashes when
 * its library is torn down while it computes. A second signal ends the process.
 */
final class StopSignals implements AutoCloseable {
  private final Signal interrupt = new Signal("INT");
  private final Signal terminate = new Signal("TERM");
  private final SignalHandler previousOfInterrupt;
  private final SignalHandler previousOfTerminate;
  private volatile boolean received;

  StopSignals() {
    previousOfInterrupt = Signal.handle(interrupt, signal -> receive());
    previousOfTerminate = Signal.handle(terminate, signal -> receive());
  }

  /** Whether a signal came. */
  boolean received() {
    return received;
  }

  private void receive() {
    close();
    received = true;
  }

  @Override
  public void close() {
    Signal.handle(interrupt, previousOfInterrupt);
    Signal.handle(terminate, previousOfTerminate);
  }
}
