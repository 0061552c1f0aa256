// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.flinkqlip.model.runtime.bundle.BundleException;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.device.SharedResources.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices of one process that run one kind of graph: subtasks that name the same model and
 * device share one session.
 *
 * @param <D> the graph on a device
 */
public final class DevicePool<D extends ModelDevice> {
  private static final Logger LOG = LoggerFactory.getLogger(DevicePool.class);

  private static final String NEXT_STEP =
      "Replace this process, or set device.on-unclosable to exit-process where a supervisor starts"
          + " a new one";

  /** Name of Flink's external resource that stands for a GPU. */
  private static final String GPU_RESOURCE = "gpu";

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  /**
   * Under {@link UnclosableAction#EXIT_PROCESS}: a model that was still loading when its task was
   * cancelled gets this long, since a slow file system is no device that hangs.
   */
  private static final Duration LOADING_LIMIT = Duration.ofMinutes(10);

  private final SharedResources<DeviceKey, SharedDevice<D>> devices = new SharedResources<>();
  private final String name;
  private final Opener<? extends D> opener;
  private final Duration closeLimit;
  private final Consumer<String> processExit;

  /**
   * An empty pool.
   *
   * @param name of the graph, for the names of threads
   */
  public DevicePool(String name, Opener<? extends D> opener) {
    this(name, opener, CLOSE_LIMIT, ProcessExit::because);
  }

  /**
   * An empty pool.
   *
   * @param closeLimit how long a device's closing waits for a call that runs
   * @param processExit ends the process for a reason
   */
  DevicePool(
      String name, Opener<? extends D> opener, Duration closeLimit, Consumer<String> processExit) {
    this.name = requireNonNull(name, "name is null");
    this.opener = requireNonNull(opener, "opener is null");
    this.closeLimit = requireNonNull(closeLimit, "closeLimit is null");
    this.processExit = requireNonNull(processExit, "processExit is null");
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
   * @param holder gives it back when it is closed
   * @param restored whether the job goes on from a checkpoint or savepoint
   * @throws StartRefusedException if the model or the device is not to be had when the job starts
   * @throws DeviceLostException if this process had the device and cannot use it any more
   */
  SharedDevice<D> acquire(
      OperatorOptions options, RuntimeContext context, boolean restored, Resources holder)
      throws Exception {
    SessionOptions placed =
        place(
            options.session(),
            context.getExternalResourceInfos(GPU_RESOURCE),
            context.getTaskInfo().getIndexOfThisSubtask());
    Use use = new Use(new DeviceKey(options.model(), placed), options);
    try {
      return holder.add(unlessStuck(devices.acquire(use.key, () -> open(use)), use)).get();
    } catch (BundleException | InferenceException e) {
      if (use.isOnCuda() && ProcessDevices.hasServed(use.toString())) {
        throw lost(use, e);
      }
      // Later on, a restart may find a better machine, or a new process in this one's place.
      if (!restored) {
        throw new StartRefusedException(e);
      }
      throw e;
    }
  }

  private SharedDevice<D> open(Use use) throws Exception {
    refuseIfUnclosed(use);
    SharedDevice<D> opened =
        SharedDevice.open(
            threadName(use.key.session),
            use.options.prepareThreadsHere(),
            closeLimit,
            new Unclosed(use),
            () -> opener.open(ModelBundles.open(use.key.model), use.key.session),
            use.options.batching().maxRecords());
    ProcessDevices.served(use.toString());
    return opened;
  }

  /** A session beside one that hangs would hang too, or share its broken device. */
  private void refuseIfUnclosed(Use use) throws DeviceLostException {
    Optional<Instant> since = ProcessDevices.unclosedSince(use.device());
    if (since.isEmpty()) {
      return;
    }
    String what =
        "[%s] is not opened again in this process: a session on it has not come to its end since %s"
            .formatted(use.device(), since.get());
    if (use.exits() && Duration.between(since.get(), Instant.now()).compareTo(LOADING_LIMIT) > 0) {
      processExit.accept(what);
    }
    throw new DeviceLostException(what + ". " + NEXT_STEP);
  }

  /** Others of this process may still hold a device whose call hangs: nobody joins them. */
  private Lease<SharedDevice<D>> unlessStuck(Lease<SharedDevice<D>> lease, Use use)
      throws Exception {
    Duration running = lease.get().runningFor();
    Duration stallTimeout = use.options.batching().stallTimeout();
    if (running.compareTo(stallTimeout) < 0) {
      return lease;
    }
    String what =
        "[%s] is not used again in this process: a call has been running for %d ms"
            .formatted(use.device(), running.toMillis());
    // A subtask that has nothing to do sees no stall, and would keep the device for ever.
    if (use.exits() && running.compareTo(stallTimeout.plus(closeLimit)) > 0) {
      processExit.accept(what);
    }
    DeviceLostException stuck = new DeviceLostException(what + ". " + NEXT_STEP);
    try {
      lease.close();
    } catch (Exception e) {
      stuck.addSuppressed(e);
    }
    throw stuck;
  }

  private DeviceLostException lost(Use use, Exception cause) {
    String what =
        "[%s] served this process before and cannot be opened any more: %s"
            .formatted(use.device(), cause.getMessage());
    if (use.exits()) {
      processExit.accept(what);
    }
    return new DeviceLostException(
        what + ". Most CUDA errors last until the process ends. " + NEXT_STEP, cause);
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
    return wanted.withDevice(indexes.get(subtask % indexes.size()));
  }

  private static Optional<Integer> index(ExternalResourceInfo gpu) {
    return gpu.getProperty("index").map(Integer::valueOf);
  }

  private String threadName(SessionOptions session) {
    return "qlip-" + name + "-" + deviceName(session);
  }

  private static String deviceName(SessionOptions session) {
    return session.provider().name().toLowerCase(Locale.ROOT) + session.device();
  }

  private record DeviceKey(String model, SessionOptions session) {}

  /** What a subtask wants of which device. */
  private final class Use {
    private final DeviceKey key;
    private final OperatorOptions options;

    Use(DeviceKey key, OperatorOptions options) {
      this.key = key;
      this.options = options;
    }

    boolean isOnCuda() {
      return key.session.provider() == Provider.CUDA;
    }

    boolean exits() {
      return options.onUnclosable() == UnclosableAction.EXIT_PROCESS;
    }

    /** What is lost together: a whole GPU, but on the CPU only this graph's own sessions. */
    String device() {
      return isOnCuda()
          ? deviceName(key.session)
          : "%s of %s on the CPU".formatted(name, key.model);
    }

    @Override
    public String toString() {
      return "%s of %s with %s in batches of %d"
          .formatted(name, key.model, key.session, options.batching().maxRecords());
    }
  }

  /** Keeps the process from opening the device again, or ends the process. */
  private final class Unclosed implements HangListener {
    private final Use use;

    Unclosed(Use use) {
      this.use = use;
    }

    @Override
    public void hangs(Phase phase, String what) {
      ProcessDevices.unclosed(use.device());
      LOG.error("{}. {}", what, NEXT_STEP);
      if (phase == Phase.RUNNING && use.exits()) {
        processExit.accept(what);
      }
    }

    @Override
    public void ended() {
      ProcessDevices.closed(use.device());
      LOG.info("[{}] is closed after all; this process may open it again", use.device());
    }
  }
}
