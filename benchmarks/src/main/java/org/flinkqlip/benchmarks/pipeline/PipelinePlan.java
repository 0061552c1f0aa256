// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * How much the suite does.
 *
 * @param rounds turns of bare loop and job; if more than one, one more comes first and is not
 *     counted
 * @param span of each side of a turn with the default model
 * @param largeRounds the same with the large model; 0 leaves it out
 * @param largeSpan of each side with the large model
 * @param pointSpan of each point of a curve
 * @param lingers milliseconds, of the trade-off
 * @param lingerBatches images of a batch, of the trade-off
 * @param batches images of a batch, of the growth
 * @param edges pixels of the input images, of the growth
 * @param partitions of each topic, of the growth
 * @param starts cold starts, of which the median counts
 */
record PipelinePlan(
    int rounds,
    Duration span,
    int largeRounds,
    Duration largeSpan,
    Duration pointSpan,
    List<Integer> lingers,
    List<Integer> lingerBatches,
    List<Integer> batches,
    List<Integer> edges,
    List<Integer> partitions,
    int starts) {

  /** For figures: about ten minutes on two cores. */
  static final PipelinePlan FULL =
      new PipelinePlan(
          3,
          Duration.ofSeconds(9),
          1,
          Duration.ofSeconds(24),
          Duration.ofSeconds(5),
          List.of(0, 20, 50, 200),
          List.of(2, 8, 32),
          List.of(1, 2, 4, 8, 16, 32),
          List.of(128, 256, 512, 1024),
          List.of(1, 4, 16),
          3);

  /** Shows that everything works; its figures mean nothing. */
  static final PipelinePlan QUICK =
      new PipelinePlan(
          1,
          Duration.ofMillis(300),
          0,
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          List.of(20),
          List.of(8),
          List.of(4, 8),
          List.of(128, 256),
          List.of(1, 2),
          1);

  PipelinePlan {
    requireNonNull(span, "span is null");
    requireNonNull(largeSpan, "largeSpan is null");
    requireNonNull(pointSpan, "pointSpan is null");
    lingers = List.copyOf(lingers);
    lingerBatches = List.copyOf(lingerBatches);
    batches = List.copyOf(batches);
    edges = List.copyOf(edges);
    partitions = List.copyOf(partitions);
    if (rounds < 1 || starts < 1 || largeRounds < 0) {
      throw new IllegalArgumentException(
          "at least a round and a start are needed: %d, %d".formatted(rounds, starts));
    }
  }
}
