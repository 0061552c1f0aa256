// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * The embedding operator, for {@code DataStream.transform}: captions as they were read, embeddings,
 * dead letters and tombstones as they will be written. Each input yields exactly one of these, in
 * the order of the inputs.
 */
public final class EmbedOperator {
  private EmbedOperator() {}

  /** The operator's factory. */
  public static OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> factory(
      EmbedOptions options) {
    return new MicroBatchOperatorFactory<>(
        new EmbedFunction(options), options.operator().batching());
  }
}
