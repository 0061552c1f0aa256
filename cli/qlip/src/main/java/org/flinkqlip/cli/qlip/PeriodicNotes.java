package org.flinkqlip.cli.qlip;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lines that say how far a long command is, one every two seconds, so that a short one says
 * nothing. Not thread-safe.
 */
public final class PeriodicNotes {
  private static final long NANOS = Duration.ofSeconds(2).toNanos();

  private final PrintWriter output;
  private long next = System.nanoTime() + NANOS;

  /** Notes from now on. */
  public PeriodicNotes(PrintWriter output) {
    this.output = output;
  }

  /** Writes the message if it is time for one. */
  public void offer(Supplier<String> message) {
    if (System.nanoTime() - next >= 0) {
      output.println(message.get());
      output.flush();
      next = System.nanoTime() + NANOS;
    }
  }
}
