// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.microbatch.MicroBatchOperatorFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * The tokenizing operator, for {@code DataStream.transform}: image events as they were read, codes,
 * embeddings, dead letters and tombstones as they will be written. Each input yields exactly one of
 * {codes and embedding, a dead letter, tombstones}, in the order of the inputs.
 */
public final class TokenizeOperator {
  private TokenizeOperator() {}

  /**
   * The operator's factory.
   *
   * @param fetchers for the images of events that hold a uri
   */
  public static OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> factory(
      TokenizeOptions options, ContentFetcherFactory fetchers) {
    return new MicroBatchOperatorFactory<>(
        new TokenizeFunction(options, fetchers), options.operator().batching());
  }
}
