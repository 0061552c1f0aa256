// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import java.util.Optional;

/**
 * What the results of one model become in one topic.
 *
 * @param <R> what the model makes of one record
 * @param <T> the topic's records
 */
public interface ResultRecords<R, T> {

  /**
   * The record of a result; empty for a tombstone.
   *
   * @throws RecordRuleException if the result must not be sent, to no topic
   */
  Optional<T> of(RecordFacts facts, R result) throws RecordRuleException;

  /** What a producer or operator can do about a record that is too large, in a few words. */
  default Optional<String> howToShrink(RecordFacts facts) {
    return Optional.empty();
  }

  /** Codes in the record of a result, for the metrics. */
  default int codes(R result) {
    return 0;
  }
}
