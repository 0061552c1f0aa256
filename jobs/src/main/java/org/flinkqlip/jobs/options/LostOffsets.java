// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.Locale;

/** What becomes of a job whose next offset its topic does not hold any more. */
public enum LostOffsets {
  /** The job fails and is not restarted. */
  FAIL,
  /** It goes on with the oldest record that is kept. */
  EARLIEST,
  /** It goes on with what is written from then on. */
  LATEST;

  /** As the option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
