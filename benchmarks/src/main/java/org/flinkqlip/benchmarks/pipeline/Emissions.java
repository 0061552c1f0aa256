// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the results of a run were written, as a {@code read_uncommitted} consumer saw it, and what
 * the process had used by then. Its steady part leaves out the start and the end.
 */
final class Emissions {
  private static final double STEADY_FROM = 0.2;
  private static final double STEADY_TO = 0.9;

  private final long expected;
  private final List<Mark> marks = new ArrayList<>();
  private final List<Long> latencies = new ArrayList<>();

  /**
   * None so far.
   *
   * @param expected results of the whole run
   */
  Emissions(long expected) {
    if (expected < 10) {
      throw new IllegalArgumentException("too few results for a steady part: " + expected);
    }
    this.expected = expected;
  }

  /**
   * What had happened by a moment.
   *
   * @param results that were seen
   * @param nanos {@link System#nanoTime}
   * @param cost of this process
   * @param brokerCpu of the broker's process
   */
  record Mark(long results, long nanos, ProcessCost cost, Duration brokerCpu) {}

  /** Results were seen; {@code millis} are their ages since their inputs' timestamps. */
  void add(List<Long> millis, Mark mark) {
    latencies.addAll(millis);
    marks.add(mark);
  }

  long size() {
    return latencies.size();
  }

  boolean complete() {
    return size() >= expected;
  }

  /**
   * The rate and the cost of the steady part, from the last mark before it to the first after it. A
   * run so short that one look saw all of it counts from its first mark.
   */
  Throughput steady() {
    Mark from = before(STEADY_FROM);
    Mark to = first(STEADY_TO);
    return new Throughput(
        to.results() - from.results(), to.nanos() - from.nanos(), to.cost().since(from.cost()));
  }

  /** CPU time of the broker for each result of the steady part, in microseconds. */
  double brokerMicrosPerImage() {
    Mark from = before(STEADY_FROM);
    Mark to = first(STEADY_TO);
    return to.brokerCpu().minus(from.brokerCpu()).toNanos() / 1e3 / (to.results() - from.results());
  }

  /**
   * The age that {@code percent} of the results after the start did not exceed (nearest rank), in
   * milliseconds.
   */
  long latency(double percent) {
    long[] sorted =
        latencies.subList((int) (STEADY_FROM * expected), latencies.size()).stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }

  private Mark before(double part) {
    return marks.stream()
        .filter(mark -> mark.results() <= part * expected)
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new IllegalStateException("nobody looked before the results came"));
  }

  private Mark first(double part) {
    return marks.stream()
        .filter(mark -> mark.results() >= part * expected)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the run has not come so far yet: " + part));
  }
}
