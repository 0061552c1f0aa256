package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.flinkqlip.model.bundle.BundleException;
import org.flinkqlip.model.bundle.ModelBundle;
import org.flinkqlip.model.onnx.InferenceException;
import org.flinkqlip.model.onnx.Provider;
import org.flinkqlip.model.onnx.SessionOptions;
import org.flinkqlip.operators.sharing.SharedDevice;
import org.flinkqlip.operators.sharing.SharedResources;
import org.flinkqlip.operators.sharing.SharedResources.Lease;

/**
 * The devices of one process that run one kind of graph: subtasks that name the same model and
 * device share one session.
 *
 * @param <D> the graph on a device
 */
public final class DevicePool<D extends ModelDevice> {
  /** Name of Flink's external resource that stands for a GPU. */
  private static final String GPU_RESOURCE = "gpu";

  private static final Duration DEVICE_CLOSE_LIMIT = Duration.ofSeconds(20);

  private final SharedResources<DeviceKey, SharedDevice<StartedDevice<D>>> devices =
      new SharedResources<>();
  private final String name;
  private final Opener<? extends D> opener;

  /**
   * An empty pool.
   *
   * @param name of the graph, for the names of threads
   */
  public DevicePool(String name, Opener<? extends D> opener) {
    this.name = requireNonNull(name, "name is null");
    this.opener = requireNonNull(opener, "opener is null");
  }

  /** Loads a graph. */
  @FunctionalInterface
  public interface Opener<D> {

    /**
     * Loads it on the calling thread.
     *
     * @throws BundleException if the bundle cannot serve the job
     * @throws InferenceException if the provider is not to be had or the graph does not load
     */
    D open(ModelBundle bundle, SessionOptions session) throws Exception;
  }

  /**
   * The device of a subtask, warmed up by whoever came first.
   *
   * @throws StartRefusedException if the model or the device is not to be had when the job starts
   */
  Lease<SharedDevice<StartedDevice<D>>> acquire(StreamOptions options, RuntimeContext context)
      throws Exception {
    SessionOptions placed =
        place(
            options.session(),
            context.getExternalResourceInfos(GPU_RESOURCE),
            context.getTaskInfo().getIndexOfThisSubtask());
    try {
      return devices.acquire(
          new DeviceKey(options.model(), placed),
          () ->
              SharedDevice.open(
                  threadName(placed),
                  options.prepareThreadsHere(),
                  DEVICE_CLOSE_LIMIT,
                  () ->
                      StartedDevice.open(
                          () -> opener.open(ModelBundles.open(options.model()), placed),
                          options.batching().maxRecords())));
    } catch (BundleException | InferenceException e) {
      // Later on, a restart may find a better machine, or a new process in this one's place.
      if (context.getTaskInfo().getAttemptNumber() == 0) {
        throw new StartRefusedException(e);
      }
      throw e;
    }
  }

  /** Devices that are open in this process. */
  public int size() {
    return devices.size();
  }

  /** Spreads subtasks over the GPUs that Flink gave to this task manager, if it manages them. */
  static SessionOptions place(SessionOptions wanted, Set<ExternalResourceInfo> gpus, int subtask) {
    if (wanted.provider() != Provider.CUDA) {
      return wanted;
    }
    List<Integer> indexes =
        gpus.stream().map(DevicePool::index).flatMap(Optional::stream).sorted().toList();
    if (indexes.isEmpty()) {
      return wanted;
    }
    return new SessionOptions(
        Provider.CUDA, indexes.get(subtask % indexes.size()), wanted.threads());
  }

  private static Optional<Integer> index(ExternalResourceInfo gpu) {
    return gpu.getProperty("index").map(Integer::valueOf);
  }

  private String threadName(SessionOptions session) {
    return "qlip-"
        + name
        + "-"
        + session.provider().name().toLowerCase(Locale.ROOT)
        + session.device();
  }

  private record DeviceKey(String model, SessionOptions session) {}
}
