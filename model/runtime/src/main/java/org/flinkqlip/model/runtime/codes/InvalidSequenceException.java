// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.runtime.codes;

/** A sequence of ids, perhaps a language model's, that stands for no image's codes. */
public final class InvalidSequenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;

  InvalidSequenceException(int position, String fault) {
    super("sequence is wrong at position %d: %s".formatted(position, fault));
    this.position = position;
  }

  /** Index of the first wrong id; the sequence's length if ids are missing at its end. */
  public int position() {
    return position;
  }
}
