// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;

/** Sends Unix signals, which Java itself cannot. */
final class Signals {
  private Signals() {}

  /**
   * Sends a signal to one process.
   *
   * @param name such as {@code STOP}
   */
  static void send(long pid, String name) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    if (code != 0) {
      throw new IOException("kill -%s %d ended with code %d".formatted(name, pid, code));
    }
  }
}
