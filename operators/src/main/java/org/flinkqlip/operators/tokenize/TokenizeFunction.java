// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.metrics.MetricGroup;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.operators.device.DevicePool;
import org.flinkqlip.operators.device.MemoryBudget;
import org.flinkqlip.operators.device.ModelFunction;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Resources;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.health.Baselines;
import org.flinkqlip.operators.health.HealthMetrics;
import org.flinkqlip.operators.health.HealthMonitor;
import org.flinkqlip.operators.metrics.OperatorMetric;
import org.flinkqlip.operators.outcome.DeadLetterCategory;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokenizes images. */
final class TokenizeFunction extends ModelFunction<EncoderDevice, ImageBatch, EncodedImage> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TokenizeFunction.class);

  /** The encoders of this process. */
  static final DevicePool<EncoderDevice> DEVICES = pool("encoder", EncoderDevice.Parts.ENCODER);

  /** Those with a text tower on the same device. */
  static final DevicePool<EncoderDevice> DEVICES_WITH_TEXT =
      pool("encoder-text", EncoderDevice.Parts.WITH_TEXT);

  /** Those with a decoder on the same device. */
  static final DevicePool<EncoderDevice> DEVICES_WITH_DECODER =
      pool("encoder-decoder", EncoderDevice.Parts.WITH_DECODER);

  /** Those with both. */
  static final DevicePool<EncoderDevice> DEVICES_WITH_BOTH =
      pool("encoder-text-decoder", EncoderDevice.Parts.WITH_BOTH);

  private final TokenizeOptions options;
  private final ContentFetcherFactory fetchers;

  TokenizeFunction(TokenizeOptions options, ContentFetcherFactory fetchers) {
    super(options.operator());
    this.options = options;
    this.fetchers = requireNonNull(fetchers, "fetchers is null");
  }

  private static DevicePool<EncoderDevice> pool(String name, EncoderDevice.Parts parts) {
    return new DevicePool<>(name, (bundle, session) -> EncoderDevice.open(parts, bundle, session));
  }

  @Override
  protected DevicePool<EncoderDevice> pool() {
    if (options.health().needsDecoder()) {
      return options.needCaptions() ? DEVICES_WITH_BOTH : DEVICES_WITH_DECODER;
    }
    return options.needCaptions() ? DEVICES_WITH_TEXT : DEVICES;
  }

  @Override
  protected OperatorMetric results() {
    return OperatorMetric.IMAGES_TOKENIZED;
  }

  @Override
  protected Set<FailureStage> stages() {
    Set<FailureStage> stages =
        EnumSet.of(
            FailureStage.DESERIALIZE,
            FailureStage.FETCH,
            FailureStage.DECODE,
            FailureStage.ENCODE,
            FailureStage.SERIALIZE,
            FailureStage.PREPARE);
    if (options.needCaptions()) {
      stages.add(FailureStage.EMBED);
    }
    return stages;
  }

  @Override
  protected ModelStage<ImageBatch, EncodedImage> stage(
      EncoderDevice encoder, WireFormat wireFormat, MetricGroup metrics, Resources resources)
      throws Exception {
    DecodingMemory memory = new DecodingMemory(MemoryBudget.ofProcess());
    PreprocessOptions preprocessing = options.preprocessing(encoder.imageSize());
    Optional<String> message = memory.check(preprocessing, options.operator().prepareThreadsHere());
    if (memory.fits(preprocessing)) {
      message.ifPresent(LOG::info);
    } else {
      message.ifPresent(LOG::warn);
    }
    ContentFetcher fetcher = resources.add(fetchers.open());
    return new TokenizeStage(
        wireFormat.deserializer(ImageEvent.class),
        fetcher,
        new ImagePreprocessor(preprocessing),
        memory,
        encoder,
        options.needFeatures(),
        encoder.text(),
        options.health().enabled() ? Optional.of(monitor(encoder, metrics)) : Optional.empty());
  }

  private HealthMonitor monitor(EncoderDevice encoder, MetricGroup metrics) {
    ModelBundle bundle = encoder.bundle();
    HealthMonitor monitor =
        new HealthMonitor(options.health(), bundle.manifest(), encoder.reconstructor());
    HealthMetrics.register(
        monitor,
        options.health(),
        new HealthMetrics.WatchedModel(
            bundle.modelId(),
            bundle.manifest().bits(),
            encoder.givesLatentFacts(),
            Baselines.of(bundle)),
        metrics);
    return monitor;
  }

  @Override
  protected List<ImageTopic<?>> topics() {
    return options.topics();
  }

  @Override
  protected DeadLetterCategory runFailure() {
    return DeadLetterCategory.ENCODE_FAILED;
  }
}
