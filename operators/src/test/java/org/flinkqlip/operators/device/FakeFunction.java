package org.flinkqlip.operators.device;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.metrics.TokenizerMetric;
import org.flinkqlip.operators.microbatch.MicroBatchFunction;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.outcome.RecordFacts;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.wire.WireFormat;

/** A job's function on {@link FakeDevices}: each record becomes one of the topic "out". */
final class FakeFunction extends ModelFunction<FakeDevices.Device, byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  private final String devices;

  private FakeFunction(StreamOptions options, String devices) {
    super(options);
    this.devices = devices;
  }

  /** A function that also notes how each subtask starts. */
  static MicroBatchFunction<SourceRecord, RecordFacts, byte[], byte[], OutboundRecord> on(
      FakeDevices devices, StreamOptions options) {
    return new Noting(new FakeFunction(options, devices.id), devices.id);
  }

  @Override
  protected DevicePool<FakeDevices.Device> pool() {
    return FakeDevices.of(devices).pool;
  }

  @Override
  protected TokenizerMetric results() {
    return TokenizerMetric.IMAGES_TOKENIZED;
  }

  @Override
  protected Set<FailureStage> stages() {
    return EnumSet.allOf(FailureStage.class);
  }

  @Override
  protected ModelStage<byte[], byte[]> stage(
      FakeDevices.Device device, WireFormat wireFormat, Resources resources) {
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
  protected ResultFormat<byte[]> format(ModelBundle bundle, WireFormat wireFormat) {
    return new ResultFormat<>() {
      @Override
      public List<String> topics() {
        return List.of("out");
      }

      @Override
      public DeadLetterCategory runFailure() {
        return DeadLetterCategory.ENCODE_FAILED;
      }

      @Override
      public List<Payload> payloads(RecordFacts facts, byte[] result) {
        return List.of(new Payload("out", result));
      }
    };
  }

  private record Noting(FakeFunction function, String devices)
      implements MicroBatchFunction<SourceRecord, RecordFacts, byte[], byte[], OutboundRecord> {
    @Override
    public MicroBatchSession<SourceRecord, RecordFacts, byte[], byte[], OutboundRecord> open(
        RuntimeContext context, boolean restored) throws Exception {
      FakeDevices.of(devices)
          .starts
          .add(
              new FakeDevices.Start(
                  context.getTaskInfo().getIndexOfThisSubtask(),
                  context.getTaskInfo().getAttemptNumber(),
                  restored));
      return function.open(context, restored);
    }

    @Override
    public boolean inputIsImmutable() {
      return true;
    }
  }
}
