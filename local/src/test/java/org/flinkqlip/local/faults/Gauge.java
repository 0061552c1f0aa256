// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

/**
 * What must stay flat in a task manager. A limit is for the growth over the second half of a run,
 * however long it is: the longer the run, the smaller the leak that it finds.
 */
enum Gauge {
  RESIDENT("resident memory", "MiB", 1 << 20, 16),
  DIRECT("direct memory", "MiB", 1 << 20, 4),
  /** Holds the records that are under way, which come and go by tens of MiB. */
  LIVE_HEAP("heap after a full collection", "MiB", 1 << 20, 32),
  FILE_DESCRIPTORS("file descriptors", "", 1, 12),
  THREADS("threads", "", 1, 4);

  private final String description;
  private final String unit;
  private final long scale;
  private final double mostGrowth;

  Gauge(String description, String unit, long scale, double mostGrowth) {
    this.description = description;
    this.unit = unit;
    this.scale = scale;
    this.mostGrowth = mostGrowth;
  }

  /** A raw value in the gauge's unit. */
  double scaled(long raw) {
    return (double) raw / scale;
  }

  /** Most that the line may rise over the second half, in the gauge's unit. */
  double mostGrowth() {
    return mostGrowth;
  }

  @Override
  public String toString() {
    return unit.isEmpty() ? description : description + " (" + unit + ")";
  }
}
