// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import java.util.List;

/** How much light there is. */
public enum Lighting {
  DIM(0.74, 0.80, List.of("in dim light", "dimly lit")),
  NORMAL(0.92, 0.98, List.of()),
  BRIGHT(1.08, 1.14, List.of("in bright light", "brightly lit"));

  private final double least;
  private final double most;
  private final List<String> phrases;

  Lighting(double least, double most, List<String> phrases) {
    this.least = least;
    this.most = most;
    this.phrases = phrases;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /** What captions may say of it; nothing of normal light. */
  public List<String> phrases() {
    return phrases;
  }
}
