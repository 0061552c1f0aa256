// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.cli.qlip;

import java.io.Console;

/** Whether a person is looking. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether standard input and output are a terminal. From Java 22 on there is a console in any
   * case, which has to be asked.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }
}
