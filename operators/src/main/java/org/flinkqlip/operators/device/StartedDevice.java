package org.flinkqlip.operators.device;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.operators.sharing.SharedDevice;

/**
 * A graph that has run once. The first call of a session grows its memory and packs what depends on
 * the batch; here it comes before the first record does, and a batch that does not fit the device
 * keeps the job from starting.
 *
 * @param device the graph
 * @param load how long it took to load
 * @param warmUp how long its first call took
 * @param <D> the graph on a device
 */
record StartedDevice<D extends ModelDevice>(D device, Duration load, Duration warmUp)
    implements SharedDevice.Device {

  StartedDevice {
    requireNonNull(device, "device is null");
    requireNonNull(load, "load is null");
    requireNonNull(warmUp, "warmUp is null");
  }

  /**
   * Loads a graph and runs a full batch of zeros, both on the calling thread.
   *
   * @param batch records of a full batch
   * @throws InferenceException if the device does not take such a batch; the graph is closed
   * @throws Exception what {@code opener} throws
   */
  static <D extends ModelDevice> StartedDevice<D> open(Callable<? extends D> opener, int batch)
      throws Exception {
    long start = System.nanoTime();
    D device = opener.call();
    boolean warm = false;
    try {
      long loaded = System.nanoTime();
      device.warmUp(batch);
      warm = true;
      return new StartedDevice<>(
          device, Duration.ofNanos(loaded - start), Duration.ofNanos(System.nanoTime() - loaded));
    } finally {
      if (!warm) {
        device.close();
      }
    }
  }

  @Override
  public void terminate() {
    device.terminate();
  }

  @Override
  public void close() throws Exception {
    device.close();
  }
}
