// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging.fuzzing;

/** Has a fault that no random input meets, but one that follows the branches does. */
public final class FaultyFuzzTarget {
  private FaultyFuzzTarget() {}

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] content) {
    if (content.length > 4
        && content[0] == 'Q'
        && content[1] == 'L'
        && content[2] == 'I'
        && content[3] == 'P') {
      throw new IllegalStateException("the fault");
    }
  }
}
