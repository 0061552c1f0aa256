// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.flinkqlip.jobs.audit.CommittedResult;
import org.flinkqlip.jobs.audit.Topics;

/**
 * How many inputs have their results, how fast these come, and how old they are. One thread notes,
 * any may ask for the number.
 */
final class StreamPulse {
  private final AtomicLong done = new AtomicLong();
  private final List<Long> latencies = new ArrayList<>();
  private long sinceNanos = System.nanoTime();
  private long sinceDone;

  /** Counts a result of a record that was sent at a moment. */
  void note(CommittedResult result, long sentNanos) {
    note(result);
    latencies.add(result.readNanos() - sentNanos);
  }

  /** Counts a result that names no input, a tombstone. */
  void note(CommittedResult result) {
    // Of the two results of an image one is counted.
    if (!result.record().topic().equals(Topics.DEFAULT.embeddings())) {
      done.incrementAndGet();
    }
  }

  /** Inputs with results since the beginning. */
  long done() {
    return done.get();
  }

  /** Begins to measure anew. */
  void restart() {
    latencies.clear();
    sinceNanos = System.nanoTime();
    sinceDone = done.get();
  }

  /** Inputs a second that got their results. */
  double perSecond() {
    return (done.get() - sinceDone) * 1e9 / (System.nanoTime() - sinceNanos);
  }

  /** Median of the seconds from a record's sending to its result's reading. */
  double medianLatencySeconds() {
    if (latencies.isEmpty()) {
      throw new IllegalStateException("no result came since the measurement began");
    }
    Collections.sort(latencies);
    return latencies.get(latencies.size() / 2) / 1e9;
  }
}
