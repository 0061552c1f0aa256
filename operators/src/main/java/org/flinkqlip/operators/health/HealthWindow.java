// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.health;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.flinkqlip.model.runtime.health.HealthFigures;
import org.flinkqlip.model.runtime.health.HealthTally;
import org.jspecify.annotations.Nullable;

/**
 * The tally of the last while, in slices of which the oldest is dropped at a time: it covers five
 * to six sixths of the window. One thread adds, others read.
 */
final class HealthWindow {
  private static final int SLICES = 6;

  /** Gauges that are read together give figures of one moment, and these are computed once. */
  private static final long FIGURES_NANOS = Duration.ofSeconds(1).toNanos();

  private final HealthTally[] slices = new HealthTally[SLICES];
  private final HealthTally whole;
  private final long sliceNanos;
  private final LongSupplier nanoTime;
  private final long start;

  /** Number of the slice that is being filled, from the start. */
  private long current;

  private @Nullable HealthFigures figures;
  private long figuresAt;

  /**
   * An empty window.
   *
   * @param tallies makes empty tallies
   * @param nanoTime as {@link System#nanoTime()}
   */
  HealthWindow(Duration window, Supplier<HealthTally> tallies, LongSupplier nanoTime) {
    for (int i = 0; i < SLICES; i++) {
      slices[i] = tallies.get();
    }
    this.whole = tallies.get();
    this.sliceNanos = window.toNanos() / SLICES;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  /** Lets {@code images} be added to the tally of now. */
  synchronized void add(Consumer<HealthTally> images) {
    advance(nanoTime.getAsLong());
    images.accept(slice(current));
  }

  /** The figures of the window, at most a second old. */
  synchronized HealthFigures figures() {
    long now = nanoTime.getAsLong();
    HealthFigures known = figures;
    if (known == null || now - figuresAt >= FIGURES_NANOS) {
      advance(now);
      whole.clear();
      for (HealthTally slice : slices) {
        whole.addAll(slice);
      }
      known = whole.figures();
      figures = known;
      figuresAt = now;
    }
    return known;
  }

  private void advance(long now) {
    long due = (now - start) / sliceNanos;
    for (long next = Math.max(current + 1, due - SLICES + 1); next <= due; next++) {
      slice(next).clear();
    }
    current = Math.max(current, due);
  }

  private HealthTally slice(long number) {
    return slices[(int) (number % SLICES)];
  }
}
