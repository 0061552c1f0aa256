// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

/** Why a task manager may end itself, to be started anew by whoever supervises it. */
enum KnownEnd {
  /** The broker fences a task's producer while Flink closes that task, as after a freeze. */
  FENCED_WHILE_CLOSING("FATAL - exception in exception handler of task"),
  /** It finds no resource manager within {@code taskmanager.registration.timeout}. */
  NO_RESOURCE_MANAGER(
      "Could not register at the ResourceManager within the specified maximum registration"
          + " duration");

  /** With which Flink's processes end themselves. */
  static final int EXIT_CODE = 1;

  private final String says;

  KnownEnd(String says) {
    this.says = says;
  }

  /** What it logs. */
  String says() {
    return says;
  }
}
