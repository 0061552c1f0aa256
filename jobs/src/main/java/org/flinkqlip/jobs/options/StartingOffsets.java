// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

/** Where a job without state starts to read. */
public enum StartingOffsets {
  /** The oldest record that is kept. */
  EARLIEST,
  /** What is written after the job has started. */
  LATEST,
  /** The consumer group's committed offsets, or the oldest record where there are none. */
  COMMITTED
}
