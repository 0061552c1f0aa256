// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import org.flinkqlip.operators.microbatch.MicroBatchFunction;

/** What the reconstructding operator runs, for a test to put something in front of it. */
public final class ReconstructFunctions {
  private ReconstructFunctions() {}

  /** The function of these options. */
  public static MicroBatchFunction<?, ?> of(ReconstructOptions options) {
    return new ReconstructFunction(options);
  }
}
