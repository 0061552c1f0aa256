// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.microbatch;

import static java.util.Objects.requireNonNull;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.flinkqlip.operators.batching.BatchLimits;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * Makes {@link MicroBatchOperator}s; pass it to {@code DataStream.transform}.
 *
 * @param <B> buffer of one batch
 * @param <R> result of one record
 */
public final class MicroBatchOperatorFactory<B, R>
    extends AbstractStreamOperatorFactory<OutboundRecord>
    implements OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> {
  private static final long serialVersionUID = 1L;

  private final MicroBatchFunction<B, R> function;
  private final BatchLimits limits;

  public MicroBatchOperatorFactory(MicroBatchFunction<B, R> function, BatchLimits limits) {
    this.function = requireNonNull(function, "function is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<OutboundRecord>> T createStreamOperator(
      StreamOperatorParameters<OutboundRecord> parameters) {
    return (T) new MicroBatchOperator<>(parameters, function, limits);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return MicroBatchOperator.class;
  }
}
