// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.jobs.config.Option;
import org.flinkqlip.jobs.config.OptionGroup;
import org.flinkqlip.jobs.config.Settings;

/**
 * How a record that makes the job fail is found.
 *
 * @param directory where suspects are kept; empty for a folder beside the checkpoints
 * @param max records that may be condemned in an hour
 * @param watch how long records are taken in under watch after a restart, at least
 */
public record QuarantineSettings(Optional<String> directory, int max, Duration watch) {

  public static final Option<String> DIRECTORY =
      Option.text(
          "quarantine.directory",
          "Where a job keeps which records it suspects, a directory that every task manager reaches;"
              + " `quarantine` in `checkpoint.directory` if not set. Without either, suspects are kept in"
              + " the task manager's memory, and a record that kills its process is never found.");

  public static final Option<Integer> MAX =
      Option.integer(
              "quarantine.max",
              10,
              "Records that may be condemned in an hour; one more fails the job for good, since then"
                  + " something else is at fault. 0 lets the first one do so.")
          .atLeast(0);

  public static final Option<Duration> WATCH =
      Option.duration(
          "quarantine.watch",
          Duration.ofSeconds(30),
          "How long after a restart records are taken in under watch, at least: until the first"
              + " checkpoint after it.");

  public static final OptionGroup GROUP =
      new OptionGroup(
          "Quarantine",
          "How a record that makes the job fail is found, so that it cannot do so for ever: it has to"
              + " fail alone, twice, between blank inputs that pass, and becomes a dead letter.",
          List.of(DIRECTORY, MAX, WATCH));

  /** Reads the options of this stage. */
  public static QuarantineSettings from(Settings settings) {
    return new QuarantineSettings(settings.find(DIRECTORY), settings.get(MAX), settings.get(WATCH));
  }
}
