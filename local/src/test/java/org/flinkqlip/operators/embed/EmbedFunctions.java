// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import org.flinkqlip.operators.microbatch.MicroBatchFunction;

/** What the embedding operator runs, for a test to put something in front of it. */
public final class EmbedFunctions {
  private EmbedFunctions() {}

  /** The function of these options. */
  public static MicroBatchFunction<?, ?> of(EmbedOptions options) {
    return new EmbedFunction(options);
  }
}
