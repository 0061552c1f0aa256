// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

/** What became of a transaction that Kafka refuses to commit. */
enum TransactionFate {
  /** Its records are visible: it was committed before. */
  COMMITTED,

  /** Its records are there and were aborted. */
  LOST,

  /** Its records are no longer there, or brokers did not tell. */
  UNKNOWN
}
