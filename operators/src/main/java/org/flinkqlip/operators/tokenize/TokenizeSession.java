package org.flinkqlip.operators.tokenize;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.Collector;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.operators.batching.BatchStage;
import org.flinkqlip.operators.batching.Outcome;
import org.flinkqlip.operators.fetch.ContentFetcher;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.metrics.TokenizerMetrics;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.sharing.SharedDevice;
import org.flinkqlip.operators.sharing.SharedResources.Lease;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one subtask holds. */
@SuppressWarnings("try") // an interrupt may end the wait for a close
final class TokenizeSession
    implements MicroBatchSession<
        SourceRecord, ImageFacts, ByteBuffer, EncodedImage, OutboundRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(TokenizeSession.class);

  private final WireFormat wireFormat;
  private final ContentFetcher fetcher;
  private final Lease<SharedDevice<EncoderDevice>> lease;
  private final TokenizeStage stage;
  private final ResultRouter router;

  private TokenizeSession(
      WireFormat wireFormat,
      ContentFetcher fetcher,
      Lease<SharedDevice<EncoderDevice>> lease,
      TokenizeStage stage,
      ResultRouter router) {
    this.wireFormat = wireFormat;
    this.fetcher = fetcher;
    this.lease = lease;
    this.stage = stage;
    this.router = router;
  }

  /**
   * Opens the rest; the session owns the lease once this returns.
   *
   * @param group the operator's metrics
   */
  static TokenizeSession open(
      TokenizeOptions options,
      ContentFetcherFactory fetchers,
      Lease<SharedDevice<EncoderDevice>> lease,
      MetricGroup group)
      throws Exception {
    EncoderDevice encoder = lease.get().device();
    ModelBundle bundle = encoder.bundle();
    TokenizerMetrics metrics =
        new TokenizerMetrics(
            group, Arrays.stream(DeadLetterCategory.values()).map(Enum::name).toList());
    metrics.registerEncoder(encoder.provider().name(), bundle.modelId());
    LOG.info(
        "Encoding with model {}{} on {}, images of {} pixels, {} codes of {} bits, embedding of {}",
        bundle.modelId(),
        bundle.manifest().trained() ? "" : " (UNTRAINED: its results mean nothing)",
        encoder.provider(),
        bundle.manifest().imageSize(),
        bundle.manifest().tokens(),
        bundle.manifest().bits(),
        bundle.manifest().embeddingSize());
    WireFormat wireFormat = options.wireFormat().open();
    boolean opened = false;
    try {
      ContentFetcher fetcher = fetchers.open();
      TokenizeStage stage =
          new TokenizeStage(
              wireFormat.decoder(ImageEvent.class),
              fetcher,
              new ImagePreprocessor(options.preprocessing(encoder.imageSize())),
              encoder);
      ResultRouter router =
          new ResultRouter(
              new ResultRecords(bundle),
              options.topics(),
              options.maxRecordBytes(),
              wireFormat,
              metrics);
      opened = true;
      return new TokenizeSession(wireFormat, fetcher, lease, stage, router);
    } finally {
      if (!opened) {
        wireFormat.close();
      }
    }
  }

  @Override
  public BatchStage<SourceRecord, ImageFacts, ByteBuffer, EncodedImage> stage() {
    return stage;
  }

  @Override
  public Executor preparers() {
    return lease.get().preparers();
  }

  @Override
  public Executor device() {
    return lease.get().deviceThread();
  }

  @Override
  public void route(
      Outcome<SourceRecord, ImageFacts, EncodedImage> outcome, Collector<OutboundRecord> out)
      throws Exception {
    router.route(outcome, out);
  }

  @Override
  public void close() throws Exception {
    try (lease;
        wireFormat;
        fetcher) {
      LOG.debug("Closing");
    }
  }
}
