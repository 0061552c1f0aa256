// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * A process that ended without being told to by the test.
 *
 * @param process its name
 * @param exitCode as the shell tells it: 128 and a signal's number for one that was killed
 * @param output the end of what it printed since its start
 */
record Death(String process, int exitCode, String output) {
  private static final int SHOWN = 1_500;

  Death {
    requireNonNull(process, "process is null");
    requireNonNull(output, "output is null");
  }

  /** Which of the ends that are known this one is. */
  Optional<KnownEnd> among(Set<KnownEnd> ends) {
    return ends.stream()
        .filter(end -> exitCode == KnownEnd.EXIT_CODE && output.contains(end.says()))
        .findFirst();
  }

  @Override
  public String toString() {
    return "%s ended by itself with exit code %d: ...%s"
        .formatted(process, exitCode, output.substring(Math.max(0, output.length() - SHOWN)));
  }
}
