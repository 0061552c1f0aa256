// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.reconstruct;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.device.DevicePool;
import org.flinkqlip.operators.device.ModelFunction;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Resources;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.wire.WireFormat;

/** Reconstructs images from their codes. */
final class ReconstructFunction extends ModelFunction<DecoderDevice, int[][], byte[]> {
  private static final long serialVersionUID = 1L;

  /** The decoders of this process. */
  static final DevicePool<DecoderDevice> DEVICES = new DevicePool<>("decoder", DecoderDevice::open);

  private final ReconstructOptions options;

  ReconstructFunction(ReconstructOptions options) {
    super(options.operator());
    this.options = options;
  }

  @Override
  protected DevicePool<DecoderDevice> pool() {
    return DEVICES;
  }

  @Override
  protected OperatorMetric results() {
    return OperatorMetric.IMAGES_RECONSTRUCTED;
  }

  @Override
  protected Set<FailureStage> stages() {
    return EnumSet.of(
        FailureStage.DESERIALIZE,
        FailureStage.RECONSTRUCT,
        FailureStage.SERIALIZE,
        FailureStage.PREPARE);
  }

  @Override
  protected ModelStage<int[][], byte[]> stage(
      DecoderDevice device, WireFormat wireFormat, MetricGroup metrics, Resources resources) {
    ModelBundle bundle = device.bundle();
    return new ReconstructStage(
        wireFormat.deserializer(ImageCodes.class), bundle.modelId(), bundle.manifest(), device);
  }

  @Override
  protected List<ReconstructedImagesTopic> topics() {
    return List.of(options.topic());
  }

  @Override
  protected DeadLetterCategory runFailure() {
    return DeadLetterCategory.RECONSTRUCT_FAILED;
  }
}
