// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.flinkqlip.operators.testing.GoldenBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices that hang, break or are not to be had, under a real job. */
@Timeout(600)
@SuppressWarnings("try") // jobs may be interrupted while they close
class DeviceJobFaultsIT {
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);

  @TempDir private static Path directory;
  private static Path bundle;

  private final List<String> exits = new CopyOnWriteArrayList<>();
  private final FakeDevices devices = new FakeDevices(CLOSE_LIMIT, exits::add);

  @BeforeAll
  static void export() throws Exception {
    bundle = directory.resolve("bundle");
    GoldenBundle.export(bundle);
  }

  @AfterEach
  void letGo() {
    devices.hang.countDown();
  }

  @Test
  void aDeviceThatIsMissingAfterAJobManagersFailoverIsWaitedFor() throws Exception {
    try (DeviceJob job = start(SessionOptions.cpu(1), UnclosableAction.FAIL, 2)) {
      job.await("a checkpoint", () -> job.completedCheckpoints() > 0);
      assertThat(devices.starts).noneMatch(FakeDevices.Start::restored);
      devices.starts.clear();
      devices.refusing = true;

      job.failOverJobManager();
      job.await("some restarts", () -> devices.starts.size() >= 6);

      assertThat(devices.starts)
          .as("the new job manager counts attempts from 0 again")
          .anyMatch(start -> start.attempt() == 0);
      assertThat(devices.starts).allMatch(FakeDevices.Start::restored);
      assertThat(job.status().isGloballyTerminalState()).isFalse();

      devices.refusing = false;
      runsAgain(job);
    }
  }

  @Test
  void aDeviceThatIsMissingWhenTheJobStartsFailsItForGood() throws Exception {
    devices.refusing = true;
    try (DeviceJob job = start(SessionOptions.cpu(1), UnclosableAction.FAIL, 1)) {
      job.await("the end of the job", () -> job.status().isGloballyTerminalState());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.lastFailure()).contains("StartRefusedException: no such device today");
      assertThat(devices.starts).hasSize(1);
    }
  }

  @Test
  void restartsOpenNoSessionBesideOneThatHangs() throws Exception {
    try (DeviceJob job = start(SessionOptions.cpu(1), UnclosableAction.FAIL, 2)) {
      job.await("a checkpoint", () -> job.completedCheckpoints() > 0);
      devices.starts.clear();
      devices.hang = new CountDownLatch(1);
      int threads = runThreads();

      job.await(
          "restarts that are refused",
          () ->
              devices.starts.size() >= 20
                  && job.lastFailure().contains("is not opened again in this process"));

      assertThat(devices.opened.get()).as("sessions").isEqualTo(1);
      assertThat(devices.closed.get()).isZero();
      assertThat(runThreads()).as("threads of devices").isEqualTo(threads).isEqualTo(1);
      assertThat(job.lastFailure()).contains("device.on-unclosable");
      assertThat(exits).isEmpty();

      devices.hang.countDown();
      runsAgain(job);
      assertThat(devices.opened.get()).isEqualTo(2);
      assertThat(devices.closed.get()).isEqualTo(1);
    }
  }

  @Test
  void aDeviceThatHangsEndsTheProcessWhereThatIsAllowed() throws Exception {
    try (DeviceJob job = start(SessionOptions.cpu(1), UnclosableAction.EXIT_PROCESS, 1)) {
      job.await("a checkpoint", () -> job.completedCheckpoints() > 0);
      devices.hang = new CountDownLatch(1);

      job.await("the end of the process", () -> !exits.isEmpty());

      assertThat(exits.get(0))
          .isEqualTo("qlip-fake-cpu0: a call has not ended 200 ms after it was told to");
    }
  }

  @Test
  void theProcessReallyEndsWithACodeThatASupervisorSees(@TempDir Path logs) throws Exception {
    Path log = logs.resolve("process.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                HangingProcess.class.getName(),
                bundle.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(70);
      assertThat(Files.readString(log))
          .contains(
              "Flink QLIP ends this process with exit code 70: qlip-fake-cpu0: a call has not"
                  + " ended");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aGpuThatServedAndCannotBeOpenedAgainEndsTheProcessWhereThatIsAllowed() throws Exception {
    SessionOptions gpu = new SessionOptions(Provider.CUDA, 5, 0);
    try (DeviceJob job = start(gpu, UnclosableAction.EXIT_PROCESS, 1)) {
      job.await("a checkpoint", () -> job.completedCheckpoints() > 0);
      devices.refusing = true;

      job.failOverJobManager();
      job.await("the end of the process", () -> !exits.isEmpty());

      assertThat(exits.get(0))
          .isEqualTo(
              "[cuda5] served this process before and cannot be opened any more: no such device"
                  + " today");
    }
  }

  private DeviceJob start(SessionOptions session, UnclosableAction action, int parallelism)
      throws Exception {
    return DeviceJob.start(devices, DeviceJob.options(bundle, session, action), parallelism);
  }

  private void runsAgain(DeviceJob job) throws Exception {
    int before = devices.batches.get();
    job.await("batches", () -> devices.batches.get() > before + 10);
    long checkpoints = job.completedCheckpoints();
    job.await("a checkpoint", () -> job.completedCheckpoints() > checkpoints);
  }

  private static int runThreads() {
    return Math.toIntExact(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("qlip-fake-cpu0-run"))
            .count());
  }
}
