package org.flinkqlip.operators.tokenize;

/** A record that can be read and breaks a rule of its topic. */
final class EventRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterCategory category;

  EventRuleException(DeadLetterCategory category, String message) {
    super(message);
    this.category = category;
  }

  DeadLetterCategory category() {
    return category;
  }
}
