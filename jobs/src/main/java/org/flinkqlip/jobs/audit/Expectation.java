// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an input record must become.
 *
 * @param outcome kind of result
 * @param category the dead letter's category, only with {@link Outcome#DEAD_LETTER}
 */
public record Expectation(Outcome outcome, Optional<String> category) {

  /** Kinds of results. */
  public enum Outcome {
    /** A result in each topic of results. */
    TOKENIZED,
    /** A dead letter. */
    DEAD_LETTER,
    /** A tombstone in each topic of results. */
    TOMBSTONES,
    /** Results or a dead letter: the producer does not know whether the image is sound. */
    ANY_RESULT
  }

  /** A sound image. */
  public static final Expectation TOKENIZED = new Expectation(Outcome.TOKENIZED, Optional.empty());

  /** A request to forget an image. */
  public static final Expectation TOMBSTONES =
      new Expectation(Outcome.TOMBSTONES, Optional.empty());

  /** An image that may or may not be sound. */
  public static final Expectation ANY_RESULT =
      new Expectation(Outcome.ANY_RESULT, Optional.empty());

  /** Rejects a category without a dead letter and the reverse. */
  public Expectation {
    requireNonNull(outcome, "outcome is null");
    if ((outcome == Outcome.DEAD_LETTER) != category.isPresent()) {
      throw new IllegalArgumentException(
          "%s with category %s: dead letters have one, others do not"
              .formatted(outcome, category.orElse("none")));
    }
  }

  /** A record that is broken in a known way. */
  public static Expectation deadLetter(String category) {
    return new Expectation(Outcome.DEAD_LETTER, Optional.of(category));
  }
}
