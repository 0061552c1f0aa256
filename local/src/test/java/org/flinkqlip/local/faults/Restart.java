// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

/**
 * A failure after which Flink restarted a job.
 *
 * @param epochMillis when
 * @param cause the exception, where it came up, and the first line of its last cause
 */
record Restart(long epochMillis, String cause) {

  /** Whether it lies in a stretch of time, its end left out. */
  boolean isWithin(long fromMillis, long toMillis) {
    return epochMillis >= fromMillis && epochMillis < toMillis;
  }

  @Override
  public String toString() {
    return "the job restarted after " + cause;
  }
}
