// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Times several actions in turns. Each is called once untimed; then every round calls each as often
 * as fills a span, in an order that alternates.
 */
public final class Turns {
  /** Something that is timed. */
  @FunctionalInterface
  public interface Action {
    /** Does it once. */
    void run() throws Exception;
  }

  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final int rounds;
  private final Duration span;
  private final LongSupplier nanoTime;

  /**
   * Turns of no action yet, in wall time.
   *
   * @param rounds how often each is timed, at least once
   * @param span of one timing; a call that takes longer is called once
   */
  public Turns(int rounds, Duration span) {
    this(rounds, span, System::nanoTime);
  }

  /**
   * Turns of no action yet.
   *
   * @param nanoTime what is measured, such as {@link ThreadMeter#cpuNanos()}
   */
  public Turns(int rounds, Duration span, LongSupplier nanoTime) {
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round is needed: " + rounds);
    }
    this.rounds = rounds;
    this.span = requireNonNull(span, "span is null");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
  }

  /** Adds an action under a name of its own. */
  public Turns add(String name, Action action) {
    if (actions.putIfAbsent(name, requireNonNull(action, "action is null")) != null) {
      throw new IllegalArgumentException("there are two actions " + name);
    }
    return this;
  }

  /** Runs them all; throws what an action throws. */
  public Timings run() throws Exception {
    Map<String, double[]> millis = new LinkedHashMap<>();
    List<Turn> order = new ArrayList<>();
    for (Map.Entry<String, Action> action : actions.entrySet()) {
      action.getValue().run();
      long once = Math.max(1, nanos(action.getValue(), 1));
      double[] times = new double[rounds];
      millis.put(action.getKey(), times);
      order.add(new Turn(action.getValue(), Math.max(1, span.toNanos() / once), times));
    }
    for (int round = 0; round < rounds; round++) {
      for (Turn turn : order) {
        turn.millis[round] = nanos(turn.action, turn.calls) / 1e6 / turn.calls;
      }
      Collections.reverse(order);
    }
    return new Timings(millis);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Turn(Action action, long calls, double[] millis) {}

  private long nanos(Action action, long calls) throws Exception {
    long start = nanoTime.getAsLong();
    for (long call = 0; call < calls; call++) {
      action.run();
    }
    return nanoTime.getAsLong() - start;
  }
}
