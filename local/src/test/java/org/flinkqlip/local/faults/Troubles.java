// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

/**
 * What went wrong with a job since it was submitted.
 *
 * @param restarts of the job
 * @param failedCheckpoints of it
 */
record Troubles(long restarts, long failedCheckpoints) {
  static final Troubles NONE = new Troubles(0, 0);

  /** What came since another moment. */
  Troubles since(Troubles before) {
    return new Troubles(restarts - before.restarts, failedCheckpoints - before.failedCheckpoints);
  }

  @Override
  public String toString() {
    return "%d restarts, %d failed checkpoints".formatted(restarts, failedCheckpoints);
  }
}
