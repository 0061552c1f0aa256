package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

/** A record that could not be prepared, with what was known of it by then. */
final class PreparationFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ImageFacts facts;
  private final Exception failure;

  PreparationFailedException(ImageFacts facts, Exception failure) {
    super(failure.getMessage(), failure);
    this.facts = requireNonNull(facts, "facts is null");
    this.failure = failure;
  }

  ImageFacts facts() {
    return facts;
  }

  Exception failure() {
    return failure;
  }
}
