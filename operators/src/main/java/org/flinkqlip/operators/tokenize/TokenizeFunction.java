package org.flinkqlip.operators.tokenize;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.model.onnx.Provider;
import org.flinkqlip.model.onnx.SessionOptions;
import org.flinkqlip.operators.fetch.ContentFetcherFactory;
import org.flinkqlip.operators.microbatch.MicroBatchFunction;
import org.flinkqlip.operators.microbatch.MicroBatchSession;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.operators.sharing.SharedDevice;
import org.flinkqlip.operators.sharing.SharedResources;
import org.flinkqlip.operators.sharing.SharedResources.Lease;

/** Tokenizes images; the subtasks of one process share one session for each device. */
final class TokenizeFunction
    implements MicroBatchFunction<
        SourceRecord, ImageFacts, ByteBuffer, EncodedImage, OutboundRecord> {
  private static final long serialVersionUID = 1L;

  /** Name of Flink's external resource that stands for a GPU. */
  private static final String GPU_RESOURCE = "gpu";

  private static final Duration DEVICE_CLOSE_LIMIT = Duration.ofSeconds(20);
  private static final SharedResources<DeviceKey, SharedDevice<EncoderDevice>> DEVICES =
      new SharedResources<>();

  private final TokenizeOptions options;
  private final ContentFetcherFactory fetchers;

  TokenizeFunction(TokenizeOptions options, ContentFetcherFactory fetchers) {
    this.options = requireNonNull(options, "options is null");
    this.fetchers = requireNonNull(fetchers, "fetchers is null");
  }

  @Override
  public MicroBatchSession<SourceRecord, ImageFacts, ByteBuffer, EncodedImage, OutboundRecord> open(
      RuntimeContext context) throws Exception {
    SessionOptions placed =
        place(
            options.session(),
            context.getExternalResourceInfos(GPU_RESOURCE),
            context.getTaskInfo().getIndexOfThisSubtask());
    Lease<SharedDevice<EncoderDevice>> lease = acquire(placed, context);
    boolean opened = false;
    try {
      TokenizeSession session =
          TokenizeSession.open(options, fetchers, lease, context.getMetricGroup());
      opened = true;
      return session;
    } finally {
      if (!opened) {
        lease.close();
      }
    }
  }

  private Lease<SharedDevice<EncoderDevice>> acquire(SessionOptions placed, RuntimeContext context)
      throws Exception {
    try {
      return DEVICES.acquire(
          new DeviceKey(options.model(), placed),
          () ->
              SharedDevice.open(
                  threadName(placed),
                  options.prepareThreadsHere(),
                  DEVICE_CLOSE_LIMIT,
                  () -> EncoderDevice.open(options.model(), placed)));
    } catch (BundleException | InferenceException e) {
      // Later on, a restart may find a better machine, or a new process in this one's place.
      if (context.getTaskInfo().getAttemptNumber() == 0) {
        throw new StartRefusedException(e);
      }
      throw e;
    }
  }

  /** Source records hold fresh arrays that nobody changes. */
  @Override
  public boolean inputIsImmutable() {
    return true;
  }

  /** Devices that are open in this process. */
  static int openDevices() {
    return DEVICES.size();
  }

  /** Spreads subtasks over the GPUs that Flink gave to this task manager, if it manages them. */
  static SessionOptions place(SessionOptions wanted, Set<ExternalResourceInfo> gpus, int subtask) {
    if (wanted.provider() != Provider.CUDA) {
      return wanted;
    }
    List<Integer> devices =
        gpus.stream().map(TokenizeFunction::index).flatMap(Optional::stream).sorted().toList();
    if (devices.isEmpty()) {
      return wanted;
    }
    return new SessionOptions(
        Provider.CUDA, devices.get(subtask % devices.size()), wanted.threads());
  }

  private static Optional<Integer> index(ExternalResourceInfo gpu) {
    return gpu.getProperty("index").map(Integer::valueOf);
  }

  private static String threadName(SessionOptions session) {
    return "qlip-" + session.provider().name().toLowerCase(Locale.ROOT) + session.device();
  }

  private record DeviceKey(String model, SessionOptions session) {}
}
