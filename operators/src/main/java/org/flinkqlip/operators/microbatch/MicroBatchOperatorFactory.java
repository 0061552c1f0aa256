package org.flinkqlip.operators.microbatch;

import static java.util.Objects.requireNonNull;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.flinkqlip.operators.batching.BatchLimits;

/** Makes {@link MicroBatchOperator}s; pass it to {@code DataStream.transform}. */
public final class MicroBatchOperatorFactory<I, P, B, R, O> extends AbstractStreamOperatorFactory<O>
    implements OneInputStreamOperatorFactory<I, O> {
  private static final long serialVersionUID = 1L;

  private final MicroBatchFunction<I, P, B, R, O> function;
  private final BatchLimits limits;

  public MicroBatchOperatorFactory(MicroBatchFunction<I, P, B, R, O> function, BatchLimits limits) {
    this.function = requireNonNull(function, "function is null");
    this.limits = requireNonNull(limits, "limits is null");
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends StreamOperator<O>> T createStreamOperator(
      StreamOperatorParameters<O> parameters) {
    return (T) new MicroBatchOperator<>(parameters, function, limits);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return MicroBatchOperator.class;
  }
}
