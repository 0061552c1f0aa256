// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of a result topic as a read_committed consumer saw it.
 *
 * @param record what the check needs
 * @param value codes, embedding or dead letter, empty for a tombstone
 * @param readNanos {@link System#nanoTime} when it was read
 */
public record CommittedResult(ResultRecord record, Optional<SpecificRecord> value, long readNanos) {

  /** Rejects nulls. */
  public CommittedResult {
    requireNonNull(record, "record is null");
    requireNonNull(value, "value is null");
  }
}
