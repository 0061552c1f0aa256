// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.optim;

import ai.djl.ndarray.NDArray;
import java.util.SortedMap;

/**
 * Moves weights along their gradients, in place. An optimizer owns its moments; the weights are
 * their owner's. Not for several threads.
 */
public interface Optimizer extends AutoCloseable {

  /**
   * Takes one step with the gradients that the last backward pass left, and sets these to zero.
   *
   * @param rate factor on every parameter's peak learning rate, from the schedule
   * @param gradientScale factor on every gradient, from the clipping
   */
  void step(double rate, double gradientScale);

  /** Steps taken. */
  long steps();

  /** Moments by name, for checkpoints: live arrays, to be read, or set before {@link #resume}. */
  SortedMap<String, NDArray> moments();

  /** Goes on from {@code steps} steps, after {@link #moments} were set to what they were then. */
  void resume(long steps);

  @Override
  void close();
}
