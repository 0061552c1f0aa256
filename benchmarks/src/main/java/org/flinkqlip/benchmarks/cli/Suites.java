package org.flinkqlip.benchmarks.cli;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.encoder.DeviceSuite;
import org.flinkqlip.benchmarks.encoder.EncoderSuite;
import org.flinkqlip.benchmarks.imaging.ImagingSuite;

/** Every suite. */
final class Suites {
  /** Stands for all but the one of a device, which measures what it is told to. */
  static final String ALL = "all";

  private static final List<Suite> SUITES =
      List.of(new ImagingSuite(), new EncoderSuite(), new DeviceSuite());

  private Suites() {}

  /**
   * The suites of a name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static List<Suite> named(String name) {
    List<Suite> found =
        SUITES.stream()
            .filter(
                suite ->
                    name.equals(ALL) ? !(suite instanceof DeviceSuite) : suite.name().equals(name))
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
      add(ALL);
    }
  }
}
