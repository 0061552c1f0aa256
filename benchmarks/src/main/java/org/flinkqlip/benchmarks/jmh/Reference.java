// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.jmh;

/** What a stage must give before it is timed. */
final class Reference {
  private Reference() {}

  /**
   * Stops the benchmark unless the result is right.
   *
   * @throws IllegalStateException if {@code equal} does not hold
   */
  static void require(boolean equal, String stage, String reference) {
    if (!equal) {
      throw new IllegalStateException(
          "%s does not give what %s gives: nothing is timed".formatted(stage, reference));
    }
  }
}
