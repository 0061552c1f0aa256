// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** A process whose job's device hangs for ever after the first checkpoint. */
@SuppressWarnings("try") // the job may be interrupted while it closes
final class HangingProcess {
  private HangingProcess() {}

  /** Takes the folder of a bundle. */
  public static void main(String[] arguments) throws Exception {
    FakeDevices devices = new FakeDevices(Duration.ofMillis(200), ProcessExit::because);
    OperatorOptions options =
        DeviceJob.options(
            Path.of(arguments[0]), SessionOptions.cpu(1), UnclosableAction.EXIT_PROCESS);
    try (DeviceJob job = DeviceJob.start(devices, options, 1)) {
      job.await("a checkpoint", () -> job.completedCheckpoints() > 0);
      devices.hang = new CountDownLatch(1);
      new CountDownLatch(1).await();
    }
  }
}
