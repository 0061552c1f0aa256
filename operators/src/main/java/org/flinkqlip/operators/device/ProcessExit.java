// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of this process, at once. */
public final class ProcessExit {
  /** Exit code, as {@code EX_SOFTWARE} of sysexits; Flink's own are others. */
  public static final int CODE = 70;

  private static final Logger LOG = LoggerFactory.getLogger(ProcessExit.class);

  private ProcessExit() {}

  /** Ends it without shutdown hooks: those would wait for the call that hangs. */
  static void because(String reason) {
    LOG.error("Ending this process with exit code {}: {}", CODE, reason);
    System.err.println("Flink QLIP ends this process with exit code " + CODE + ": " + reason);
    System.err.flush();
    Runtime.getRuntime().halt(CODE);
  }
}
