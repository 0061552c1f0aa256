// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.time.Instant;
import java.util.Optional;

/**
 * What this process remembers of its devices. It lies in the system properties, since Flink may
 * load this class anew when it restarts a job, while a call that hangs stays.
 */
final class ProcessDevices {
  private static final String UNCLOSED = "org.flinkqlip.device.unclosed.";
  private static final String SERVED = "org.flinkqlip.device.served.";

  private ProcessDevices() {}

  /** One more session on the device does not close. */
  static void unclosed(String device) {
    System.getProperties()
        .compute(
            UNCLOSED + device,
            (key, value) -> {
              Unclosed before = value == null ? Unclosed.none() : Unclosed.parse((String) value);
              return new Unclosed(before.sessions + 1, before.sinceMillis).toString();
            });
  }

  /** One of those sessions has been closed after all. */
  static void closed(String device) {
    System.getProperties()
        .computeIfPresent(
            UNCLOSED + device,
            (key, value) -> {
              Unclosed before = Unclosed.parse((String) value);
              return before.sessions == 1
                  ? null
                  : new Unclosed(before.sessions - 1, before.sinceMillis).toString();
            });
  }

  /** When the oldest session was given up, if one on the device has not been closed yet. */
  static Optional<Instant> unclosedSince(String device) {
    return Optional.ofNullable(System.getProperty(UNCLOSED + device))
        .map(value -> Instant.ofEpochMilli(Unclosed.parse(value).sinceMillis));
  }

  /** This use of a device worked here. */
  static void served(String use) {
    System.setProperty(SERVED + use, "true");
  }

  /** Whether this use of a device ever worked in this process. */
  static boolean hasServed(String use) {
    return System.getProperty(SERVED + use) != null;
  }

  private record Unclosed(int sessions, long sinceMillis) {
    static Unclosed none() {
      return new Unclosed(0, System.currentTimeMillis());
    }

    static Unclosed parse(String value) {
      String[] parts = value.split(" ", 2);
      return new Unclosed(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }

    /** Text, since code that stores the system properties expects no other values. */
    @Override
    public String toString() {
      return sessions + " " + sinceMillis;
    }
  }
}
