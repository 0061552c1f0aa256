// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * The reconstructing operator, for {@code DataStream.transform}: codes as they were read, pictures,
 * dead letters and tombstones as they will be written. Each input yields exactly one of these, in
 * the order of the inputs.
 */
public final class ReconstructOperator {
  private ReconstructOperator() {}

  /** The operator's factory. */
  public static OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> factory(
      ReconstructOptions options) {
    return new MicroBatchOperatorFactory<>(
        new ReconstructFunction(options), options.operator().batching());
  }
}
