// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flinkqlip.local.feed.Pace;

/** A job under an even stream of images at a rate that it keeps up with. */
final class PacedRun {
  private final Stack stack;
  private final Pictures pictures;

  PacedRun(Stack stack, Pictures pictures) {
    this.stack = requireNonNull(stack, "stack is null");
    this.pictures = requireNonNull(pictures, "pictures is null");
  }

  /**
   * Feeds a running job for a time.
   *
   * @param perSecond images a second
   * @return results with their ages: from the time in the input record, which its producer set when
   *     it was sent, to being read from the broker, not yet committed
   */
  Emissions run(JobSetup setup, double perSecond, Duration span) throws Exception {
    long count = Math.max(10, (long) (perSecond * span.toMillis() / 1e3));
    String input = stack.newInput(setup.partitions());
    ExecutorService feeder =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "paced-feed"));
    try (JobRun run = stack.run(setup, input, Watch.CLOSELY)) {
      Future<Void> feeding =
          feeder.submit(
              () -> {
                stack.feed(input, pictures, count, new Pace(perSecond));
                return null;
              });
      Emissions emissions = new Emissions(count);
      run.follow(emissions);
      feeding.get();
      return emissions;
    } finally {
      feeder.shutdownNow();
    }
  }
}
