// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.flinkqlip.cli.console.ProgressLine;

/**
 * One line that says how the stream is doing: the records that are done of all that will come,
 * tokenized images a second, latency from the feed to the committed result, dead letters, and the
 * age of the last checkpoint. Not thread-safe.
 */
public final class StreamProgress {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration ON_A_TERMINAL = Duration.ofMillis(250);
  private static final Duration IN_A_FILE = Duration.ofSeconds(5);

  private final ProgressLine line;
  private final long total;
  private final RecentRate rate = new RecentRate(WINDOW);

  /**
   * A line for a stream.
   *
   * @param output where to write it
   * @param terminal whether the output can go back to the start of a line
   * @param total input records that will come
   */
  public StreamProgress(PrintWriter output, boolean terminal, long total) {
    line =
        terminal
            ? ProgressLine.inPlace(output, ON_A_TERMINAL)
            : ProgressLine.lines(output, IN_A_FILE);
    this.total = total;
  }

  /**
   * Writes the line if it is time for it.
   *
   * @param nanos {@link System#nanoTime} by now
   * @param checkpointAge time since the last completed checkpoint, if there was one
   */
  public void update(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    line.offer(nanos, () -> format(nanos, counts, checkpointAge));
  }

  /** Writes a message on a line of its own; the progress goes on below it. */
  public void note(String message) {
    line.note(message);
  }

  /** Writes the line a last time and ends it. */
  public void finish(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    line.finish(format(nanos, counts, checkpointAge));
  }

  private String format(long nanos, StreamCounts counts, Optional<Duration> checkpointAge) {
    return String.format(
        Locale.ROOT,
        "%d/%d  %.1f images/s  p50 %s  p99 %s  %d dead letters  checkpoint %s",
        counts.completed(),
        total,
        rate.update(nanos, counts.tokenized()),
        show(counts.latencyP50()),
        show(counts.latencyP99()),
        counts.deadLettered(),
        checkpointAge.isEmpty() ? "none yet" : show(checkpointAge));
  }

  /** "850 ms", "2.4 s" or "75 s"; a dash if there is none. */
  static String show(Optional<Duration> duration) {
    if (duration.isEmpty()) {
      return "-";
    }
    double seconds = duration.get().toNanos() / 1e9;
    if (seconds < 0.9995) {
      return String.format(Locale.ROOT, "%.0f ms", seconds * 1e3);
    }
    return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
  }
}
