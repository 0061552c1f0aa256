// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.util.Optional;

/** Which transaction wrote a record of a result topic. Consumers are not told. */
@FunctionalInterface
public interface Transactions {

  /**
   * The transaction of a committed record; empty for one that was written in none.
   *
   * @throws ResultsUnreadableException if it cannot be told
   */
  Optional<TransactionId> of(String topic, Position position);
}
