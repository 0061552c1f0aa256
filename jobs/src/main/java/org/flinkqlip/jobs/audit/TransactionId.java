// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

/**
 * What the broker knows a transaction by. A producer's epoch rises from one transaction to the next
 * where brokers have {@code transaction.version} 2, so the two name one transaction.
 *
 * @param producerId the producer's id
 * @param epoch the producer's epoch
 */
public record TransactionId(long producerId, short epoch) {

  /** As messages write it: {@code producer:epoch}. */
  @Override
  public String toString() {
    return producerId + ":" + epoch;
  }
}
