// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.batching;

import java.io.Serializable;

/** An input record that says what shall happen to it. */
public record Item(int id, Behaviour behaviour, int size) implements Serializable {

  /** What happens to a record. */
  public enum Behaviour {
    GOOD,
    /** Refused by preparation. */
    REJECTED,
    /** Makes every run fail that it is part of. */
    POISON,
    /** Needs no work. */
    PASSED,
    /** Preparation says that the stage is broken. */
    BREAKS_PREPARE,
    /** The run says that the device is broken. */
    BREAKS_RUN,
    /** Preparation does not end until it is interrupted. */
    HANGS_IN_PREPARE,
    /** The run does not end until the stage is told to. */
    HANGS_IN_RUN
  }

  public static Item good(int id) {
    return of(id, Behaviour.GOOD);
  }

  public static Item of(int id, Behaviour behaviour) {
    return new Item(id, behaviour, 1);
  }

  /** What must come out for this record, in the words of {@link ItemStage#text}. */
  public String expected() {
    return switch (behaviour) {
      case GOOD -> "ok " + id;
      case REJECTED -> "rejected " + id;
      case POISON -> "failed " + id;
      case PASSED -> "passed " + id;
      case BREAKS_PREPARE, BREAKS_RUN, HANGS_IN_PREPARE, HANGS_IN_RUN ->
          throw new IllegalStateException("no outcome: " + behaviour);
    };
  }
}
