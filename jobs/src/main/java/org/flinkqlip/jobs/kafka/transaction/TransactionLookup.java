// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

/** Finds out what became of a transaction. */
interface TransactionLookup {

  /** Looks for the transaction's records; waits for a bounded time and does not throw. */
  TransactionFate fateOf(ResultTransaction transaction) throws InterruptedException;
}
