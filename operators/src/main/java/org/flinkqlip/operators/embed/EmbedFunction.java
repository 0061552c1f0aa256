// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.embed;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.operators.device.DevicePool;
import org.flinkqlip.operators.device.ModelFunction;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Resources;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.schemas.Caption;
import org.flinkqlip.schemas.wire.WireFormat;

/** Embeds captions. */
final class EmbedFunction extends ModelFunction<TextDevice, TextBatch, EmbeddedText> {
  private static final long serialVersionUID = 1L;

  /** The text towers of this process. */
  static final DevicePool<TextDevice> DEVICES = new DevicePool<>("text", TextDevice::open);

  private final EmbedOptions options;

  EmbedFunction(EmbedOptions options) {
    super(options.operator());
    this.options = options;
  }

  @Override
  protected DevicePool<TextDevice> pool() {
    return DEVICES;
  }

  @Override
  protected OperatorMetric results() {
    return OperatorMetric.CAPTIONS_EMBEDDED;
  }

  @Override
  protected Set<FailureStage> stages() {
    return EnumSet.of(
        FailureStage.DESERIALIZE, FailureStage.EMBED, FailureStage.SERIALIZE, FailureStage.PREPARE);
  }

  @Override
  protected ModelStage<TextBatch, EmbeddedText> stage(
      TextDevice device, WireFormat wireFormat, MetricGroup metrics, Resources resources) {
    return new EmbedStage(wireFormat.deserializer(Caption.class), device);
  }

  @Override
  protected List<CaptionEmbeddingsTopic> topics() {
    return List.of(options.topic());
  }

  @Override
  protected DeadLetterCategory runFailure() {
    return DeadLetterCategory.EMBED_FAILED;
  }
}
