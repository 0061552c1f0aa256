// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.model.runtime.bundle.ModelManifest;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.microbatch.MicroBatchFunction;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.outcome.OutputTopic;
import org.flinkqlip.operators.outcome.ResultRecords;
import org.flinkqlip.schemas.ImageEmbedding;
import org.flinkqlip.schemas.wire.WireFormat;

/** A job's function on {@link FakeDevices}: each record becomes one of the topic "out". */
final class FakeFunction extends ModelFunction<FakeDevices.Device, byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  private final String devices;

  private FakeFunction(OperatorOptions options, String devices) {
    super(options);
    this.devices = devices;
  }

  /** A function that also notes how each subtask starts. */
  static MicroBatchFunction<byte[], byte[]> on(FakeDevices devices, OperatorOptions options) {
    return new Noting(new FakeFunction(options, devices.id), devices.id);
  }

  @Override
  protected DevicePool<FakeDevices.Device> pool() {
    return FakeDevices.of(devices).pool;
  }

  @Override
  protected OperatorMetric results() {
    return OperatorMetric.IMAGES_TOKENIZED;
  }

  @Override
  protected Set<FailureStage> stages() {
    return EnumSet.allOf(FailureStage.class);
  }

  @Override
  protected ModelStage<byte[], byte[]> stage(
      FakeDevices.Device device, WireFormat wireFormat, MetricGroup metrics, Resources resources) {
    return new ModelStage<>() {
      @Override
      public byte[] newBuffer(int capacity) {
        return new byte[capacity];
      }

      @Override
      protected void prepare(Preparation preparation, byte[] buffer, int slot) {
        preparation.learn(preparation.facts().withEvent("an image", null, null, Map.of()));
      }

      @Override
      public void move(byte[] buffer, int from, int to) {}

      @Override
      protected List<byte[]> runSlots(byte[] buffer, int first, int count) {
        device.run();
        return Collections.nCopies(count, new byte[1]);
      }

      @Override
      protected void runBlank() {
        device.run();
      }
    };
  }

  @Override
  protected List<OutTopic> topics() {
    return List.of(new OutTopic());
  }

  @Override
  protected DeadLetterCategory runFailure() {
    return DeadLetterCategory.ENCODE_FAILED;
  }

  /** Has nothing but tombstones. */
  private record OutTopic() implements OutputTopic<byte[], ImageEmbedding> {
    @Override
    public String name() {
      return "out";
    }

    @Override
    public Class<ImageEmbedding> schema() {
      return ImageEmbedding.class;
    }

    @Override
    public ResultRecords<byte[], ImageEmbedding> records(String modelId, ModelManifest manifest) {
      return (facts, result) -> Optional.empty();
    }
  }

  private record Noting(FakeFunction function, String devices)
      implements MicroBatchFunction<byte[], byte[]> {
    @Override
    public MicroBatchSession<byte[], byte[]> open(RuntimeContext context, boolean restored)
        throws Exception {
      FakeDevices.of(devices)
          .starts
          .add(
              new FakeDevices.Start(
                  context.getTaskInfo().getIndexOfThisSubtask(),
                  context.getTaskInfo().getAttemptNumber(),
                  restored));
      return function.open(context, restored);
    }
  }
}
