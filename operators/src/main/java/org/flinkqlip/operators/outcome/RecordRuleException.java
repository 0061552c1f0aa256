// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;

/** A record that can be read and breaks a rule of its topic, or a result that must not be sent. */
public final class RecordRuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterCategory category;

  /**
   * A broken rule.
   *
   * @param category of the dead letter
   * @param message the fault and the next step
   */
  public RecordRuleException(DeadLetterCategory category, String message) {
    super(message);
    this.category = requireNonNull(category, "category is null");
  }

  /** Category of the dead letter. */
  public DeadLetterCategory category() {
    return category;
  }
}
