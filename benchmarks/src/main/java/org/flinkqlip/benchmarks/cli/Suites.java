// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.encoder.DeviceSuite;
import org.flinkqlip.benchmarks.encoder.EncoderSuite;
import org.flinkqlip.benchmarks.health.HealthSuite;
import org.flinkqlip.benchmarks.imaging.ImagingSuite;
import org.flinkqlip.benchmarks.jmh.JmhSuite;
import org.flinkqlip.benchmarks.pipeline.DeviceJobSuite;
import org.flinkqlip.benchmarks.pipeline.PipelineSuite;

/** Every suite. */
final class Suites {
  /** Stands for all but those of a device, which measure what they are told to. */
  static final String ALL = "all";

  private static final List<Suite> SUITES =
      List.of(
          new ImagingSuite(),
          new EncoderSuite(),
          new PipelineSuite(),
          new JmhSuite(),
          new HealthSuite());

  private static final List<Suite> DEVICE_SUITES = List.of(new DeviceSuite(), new DeviceJobSuite());

  private Suites() {}

  /**
   * The suites of a name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static List<Suite> named(String name) {
    List<Suite> found =
        name.equals(ALL)
            ? SUITES
            : Stream.concat(SUITES.stream(), DEVICE_SUITES.stream())
                .filter(suite -> suite.name().equals(name))
                .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no suite '%s'; there are %s".formatted(name, new Names()));
    }
    return found;
  }

  /** Names, for the help and completion. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      SUITES.forEach(suite -> add(suite.name()));
      DEVICE_SUITES.forEach(suite -> add(suite.name()));
      add(ALL);
    }
  }
}
