package org.flinkqlip.local.progress;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One line that says how the stream is doing. On a terminal it is written again in its place, in a
 * file or pipe a new line comes every few seconds. It shows the records that are done of all that
 * will come, tokenized images a second, latency from the feed to the committed result, dead
 * letters, and the age of the last checkpoint. Not thread-safe.
 */
public final class ProgressLine {

  private static final int MAX_WIDTH = 79;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final long TERMINAL_NANOS = Duration.ofMillis(250).toNanos();
  private static final long FILE_NANOS = Duration.ofSeconds(5).toNanos();

  private final PrintWriter output;
  private final boolean terminal;
  private final long total;
  private final RecentRate rate = new RecentRate(WINDOW);
  private long lastNanos;
  private int width;
  private boolean written;

  /**
   * A line for a stream.
   *
   * @param output where to write it
   * @param terminal whether the output can go back to the start of a line
   * @param total input records that will come
   */
  public ProgressLine(PrintWriter output, boolean terminal, long total) {
    this.output = requireNonNull(output, "output is null");
    this.terminal = terminal;
    this.total = total;
  }

  /**
   * Writes the line if it is time for it.
   *
   * @param nanos {@link System#nanoTime} by now
   * @param checkpointAge time since the last completed checkpoint, if there was one
   */
  public void update(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    if (written && nanos - lastNanos < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
      return;
    }
    write(nanos, counts, checkpointAge);
  }

  /** Writes a message on a line of its own; the progress goes on below it. */
  public void note(String message) {
    output.println(
        (terminal && written ? "\r" : "")
            + message
            + " ".repeat(terminal ? Math.max(0, width - message.length()) : 0));
    output.flush();
    width = 0;
    written = false;
  }

  /** Writes the line a last time and ends it. */
  public void finish(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    write(nanos, counts, checkpointAge);
    if (terminal) {
      output.println();
    }
    output.flush();
  }

  private void write(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    String line = format(counts, rate.update(nanos, counts.tokenized()), checkpointAge);
    if (terminal) {
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
  }

  private String format(
      StreamCounts counts, double imagesPerSecond, Optional<Duration> checkpointAge) {
    return String.format(
        Locale.ROOT,
        "%d/%d  %.1f images/s  p50 %s  p99 %s  %d dead letters  checkpoint %s",
        counts.completed(),
        total,
        imagesPerSecond,
        Durations.show(counts.latencyP50()),
        Durations.show(counts.latencyP99()),
        counts.deadLettered(),
        checkpointAge.isEmpty() ? "none yet" : Durations.show(checkpointAge));
  }
}
