// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.operators.record.InputPosition;

/**
 * A record that is never run again.
 *
 * @param record where it is
 * @param at when it was condemned
 * @param cause what happened when it ran alone
 * @param refused whether the broker refused its result, so that its timestamp may be at fault
 */
record Verdict(InputPosition record, Instant at, String cause, boolean refused) {
  Verdict {
    requireNonNull(record, "record is null");
    requireNonNull(at, "at is null");
    requireNonNull(cause, "cause is null");
  }

  boolean isYoungerThan(Duration age, Instant now) {
    return at.isAfter(now.minus(age));
  }

  String text() {
    return "verdict\t" + record + "\t" + at + "\t" + refused + "\t" + cause.replaceAll("\\s+", " ");
  }

  static Optional<Verdict> parse(String text) {
    List<String> parts = List.of(text.strip().split("\t", -1));
    if (parts.size() != 5) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(parts.get(2));
      boolean refused = Boolean.parseBoolean(parts.get(3));
      return InputPosition.parse(parts.get(1))
          .map(record -> new Verdict(record, at, parts.get(4), refused));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
