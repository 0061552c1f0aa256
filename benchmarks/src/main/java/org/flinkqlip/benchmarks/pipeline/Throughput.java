// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import static java.util.Objects.requireNonNull;

/**
 * Images done in a time, and what they took.
 *
 * @param images that were done
 * @param nanos wall time
 * @param cost of this process meanwhile
 */
record Throughput(long images, long nanos, ProcessCost cost) {

  Throughput {
    requireNonNull(cost, "cost is null");
    if (images < 1 || nanos < 1) {
      throw new IllegalArgumentException("no rate of %d images in %d ns".formatted(images, nanos));
    }
  }

  double perSecond() {
    return images * 1e9 / nanos;
  }

  double cpuMicrosPerImage() {
    return cost.cpuNanos() / 1e3 / images;
  }

  double javaMicrosPerImage() {
    return cost.javaNanos() / 1e3 / images;
  }

  double compileMicrosPerImage() {
    return cost.compileNanos() / 1e3 / images;
  }

  double bytesPerImage() {
    return (double) cost.allocatedBytes() / images;
  }

  /** Wall time of {@code count} images. */
  double millisOf(int count) {
    return count * 1e3 / perSecond();
  }
}
