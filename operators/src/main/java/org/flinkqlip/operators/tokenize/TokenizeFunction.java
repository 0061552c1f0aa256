package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.PreprocessOptions;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.codes.CodeSequencer;
import org.flinkqlip.operators.device.DevicePool;
import org.flinkqlip.operators.device.ModelFunction;
import org.flinkqlip.operators.device.ModelStage;
import org.flinkqlip.operators.device.Resources;
import org.flinkqlip.operators.device.StartRefusedException;
import org.flinkqlip.operators.embed.CaptionResults;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.metrics.TokenizerMetric;
import org.flinkqlip.operators.outcome.FailureStage;
import org.flinkqlip.operators.outcome.ResultFormat;
import org.flinkqlip.operators.sharing.MemoryBudget;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokenizes images. */
final class TokenizeFunction extends ModelFunction<EncoderDevice, ImageBatch, EncodedImage> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TokenizeFunction.class);

  /** The encoders of this process. */
  static final DevicePool<EncoderDevice> DEVICES = new DevicePool<>("encoder", EncoderDevice::open);

  /** Those with a text tower on the same device. */
  static final DevicePool<EncoderDevice> DEVICES_WITH_TEXT =
      new DevicePool<>("encoder-text", EncoderDevice::openWithText);

  private final TokenizeOptions options;
  private final ContentFetcherFactory fetchers;

  TokenizeFunction(TokenizeOptions options, ContentFetcherFactory fetchers) {
    super(options.stream());
    this.options = options;
    this.fetchers = requireNonNull(fetchers, "fetchers is null");
  }

  @Override
  protected DevicePool<EncoderDevice> pool() {
    return embedsCaptions() ? DEVICES_WITH_TEXT : DEVICES;
  }

  @Override
  protected TokenizerMetric results() {
    return TokenizerMetric.IMAGES_TOKENIZED;
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
    if (embedsCaptions()) {
      stages.add(FailureStage.EMBED);
    }
    return stages;
  }

  private boolean embedsCaptions() {
    return options.topics().captionEmbeddings() != null;
  }

  @Override
  protected ModelStage<ImageBatch, EncodedImage> stage(
      EncoderDevice encoder, WireFormat wireFormat, Resources resources) throws Exception {
    DecodingMemory memory = new DecodingMemory(MemoryBudget.ofProcess());
    PreprocessOptions preprocessing = options.preprocessing(encoder.imageSize());
    Optional<String> message = memory.check(preprocessing, options.stream().prepareThreadsHere());
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
        options.topics().features() != null,
        encoder.text());
  }

  @Override
  protected ResultFormat<EncodedImage> format(ModelBundle bundle, WireFormat wireFormat)
      throws StartRefusedException {
    if (options.topics().features() != null && bundle.manifest().featureSize().isEmpty()) {
      throw new StartRefusedException(
          "[%s] gives no features: export the checkpoint with --features, or set no topic of features"
              .formatted(bundle.modelId()));
    }
    return new ImageResults(
        options.topics(),
        bundle.modelId(),
        bundle.manifest(),
        sequencer(bundle),
        options.featureType(),
        Optional.ofNullable(options.topics().captionEmbeddings())
            .map(
                topic ->
                    new CaptionResults(
                        topic, options.includeCaption(), bundle.modelId(), wireFormat)),
        wireFormat);
  }

  private Optional<CodeSequencer> sequencer(ModelBundle bundle) throws StartRefusedException {
    if (options.sequence() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(options.sequence().sequencer(bundle.manifest().bits()));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException("[%s] %s".formatted(bundle.modelId(), e.getMessage()));
    }
  }
}
