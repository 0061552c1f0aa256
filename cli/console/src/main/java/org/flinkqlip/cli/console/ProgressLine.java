// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.console;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Says how far something long is, every so often. On a terminal one line may be written again in
 * its place; files and pipes get a new line each time. Not thread-safe.
 */
public final class ProgressLine {
  private static final int MAX_WIDTH = 79;

  private final PrintWriter output;
  private final boolean inPlace;
  private final long everyNanos;
  private boolean due = true;
  private long lastNanos;
  private int width;
  private boolean written;

  private ProgressLine(PrintWriter output, boolean inPlace, Duration every) {
    this.output = requireNonNull(output, "output is null");
    this.inPlace = inPlace;
    this.everyNanos = every.toNanos();
  }

  /** A new line each time, the first one at once. */
  public static ProgressLine lines(PrintWriter output, Duration every) {
    return new ProgressLine(output, false, every);
  }

  /** One line, written again and again, at once for the first time; for terminals. */
  public static ProgressLine inPlace(PrintWriter output, Duration every) {
    return new ProgressLine(output, true, every);
  }

  /** A new line every two seconds from now on, so that a short command says nothing. */
  public static ProgressLine ofLongCommand(PrintWriter output) {
    ProgressLine line = lines(output, Duration.ofSeconds(2));
    line.due = false;
    line.lastNanos = System.nanoTime();
    return line;
  }

  /** Writes the text if it is time for one. */
  public void offer(Supplier<String> text) {
    offer(System.nanoTime(), text);
  }

  /**
   * Writes the text if it is time for one.
   *
   * @param nanos {@link System#nanoTime} by now
   */
  public void offer(long nanos, Supplier<String> text) {
    if (due || nanos - lastNanos >= everyNanos) {
      write(nanos, text.get());
    }
  }

  /** Whatever is offered next is written. */
  public void next() {
    due = true;
  }

  /** Writes a message on a line of its own; the progress goes on below it. */
  public void note(String message) {
    output.println(
        (inPlace && written ? "\r" : "")
            + message
            + " ".repeat(inPlace ? Math.max(0, width - message.length()) : 0));
    output.flush();
    width = 0;
    written = false;
    due = true;
  }

  /** Writes the text a last time and ends its line. */
  public void finish(String text) {
    write(System.nanoTime(), text);
    if (inPlace) {
      output.println();
    }
    output.flush();
  }

  private void write(long nanos, String text) {
    String line = text;
    if (inPlace) {
      // A line that wraps cannot be written again in its place.
      line = line.substring(0, Math.min(line.length(), MAX_WIDTH));
      output.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    } else {
      output.println(line);
    }
    output.flush();
    width = line.length();
    lastNanos = nanos;
    written = true;
    due = false;
  }
}
