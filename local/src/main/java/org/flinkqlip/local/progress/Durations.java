package org.flinkqlip.local.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Durations as people read them. */
final class Durations {

  private Durations() {}

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
