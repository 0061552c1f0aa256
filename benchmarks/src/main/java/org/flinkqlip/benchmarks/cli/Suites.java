package org.flinkqlip.benchmarks.cli;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.benchmarks.Suite;
import org.flinkqlip.benchmarks.encoder.EncoderSuite;
import org.flinkqlip.benchmarks.imaging.ImagingSuite;
import org.flinkqlip.benchmarks.jmh.JmhSuite;
import org.flinkqlip.benchmarks.pipeline.PipelineSuite;

/** Every suite. */
final class Suites {
  /** Stands for all of them. */
  static final String ALL = "all";

  private static final List<Suite> SUITES =
      List.of(new ImagingSuite(), new EncoderSuite(), new PipelineSuite(), new JmhSuite());

  private Suites() {}

  /**
   * The suites of a name, or all that measure the CPU.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static List<Suite> named(String name) {
    List<Suite> found =
        SUITES.stream().filter(suite -> name.equals(ALL) || suite.name().equals(name)).toList();
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
