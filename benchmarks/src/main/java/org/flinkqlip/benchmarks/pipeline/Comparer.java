// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs bare loop and job in turns, over the same pictures. */
final class Comparer {
  /** Of a run's images, the part that is measured. */
  private static final double STEADY_PART = 0.7;

  private final Stack stack;
  private final Pictures pictures;
  private final JobSetup setup;
  private final Duration span;

  /**
   * A comparer.
   *
   * @param span how long each side is measured
   */
  Comparer(Stack stack, Pictures pictures, JobSetup setup, Duration span) {
    this.stack = requireNonNull(stack, "stack is null");
    this.pictures = requireNonNull(pictures, "pictures is null");
    this.setup = requireNonNull(setup, "setup is null");
    this.span = requireNonNull(span, "span is null");
  }

  /** One turn of each: the bare loop's session is closed before the job opens its own. */
  Comparison compare() throws Exception {
    Throughput bare;
    Throughput imaging;
    Throughput bareWithImaging;
    List<int[]> expected;
    try (BareLoop loop = BareLoop.open(setup, pictures)) {
      expected = loop.codes();
      bare = loop.encode(span);
      bareWithImaging = loop.prepareAndEncode(span);
      imaging = loop.prepare(span.dividedBy(4));
    }
    long count = count(bareWithImaging.perSecond());
    try (JobRun run =
        stack.run(setup, stack.filledInput(pictures, count, setup.partitions()), Watch.FROM_AFAR)) {
      Emissions emissions = new Emissions(count);
      run.follow(emissions);
      return new Comparison(
          bare,
          imaging,
          bareWithImaging,
          emissions.steady(),
          emissions.brokerMicrosPerImage(),
          differing(run.committedCodes(count), expected, count));
    }
  }

  /** Images that the job has to do for its steady part to take the span. */
  private long count(double perSecond) {
    long images = (long) (perSecond * span.toMillis() / 1e3 / STEADY_PART);
    return Math.max(images, 8L * setup.batch());
  }

  private long differing(Map<String, int[]> codes, List<int[]> expected, long count) {
    long same =
        codes.entrySet().stream()
            .filter(
                image ->
                    Arrays.equals(
                        image.getValue(),
                        expected.get(pictures.fileOf(Pictures.recordOf(image.getKey())))))
            .count();
    return count - same;
  }
}
