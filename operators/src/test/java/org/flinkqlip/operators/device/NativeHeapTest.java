// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is freed must go back to the system, not only to the allocator. */
@EnabledOnOs(OS.LINUX)
class NativeHeapTest {
  /** Small enough for the allocator to take it from a thread's arena. */
  private static final int BLOCK = 64 << 10;

  private static final int BLOCKS = 1024;
  private static final long MOST_KEPT = (long) BLOCK * BLOCKS / 2;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  /** Keeps the end of the arena in use, where the allocator itself would give back. */
  private final List<ByteBuffer> pins = new ArrayList<>();

  private long residentBefore;

  @Test
  void whatADeviceHasFreedGoesBackToTheSystemWhenItIsClosed() throws Exception {
    SharedDevice<Freeing> device =
        SharedDevice.open("freeing", 1, CLOSE_LIMIT, new NoHang(), this::open, 1);

    device.close();

    assertThat(residentBefore - resident()).isGreaterThan(MOST_KEPT);
  }

  @Test
  void whatAnOpeningThatFailedHasFreedGoesBackToo() {
    assertThatThrownBy(
            () ->
                SharedDevice.open(
                    "failing",
                    1,
                    CLOSE_LIMIT,
                    new NoHang(),
                    () -> {
                      open();
                      throw new IOException("no such device");
                    },
                    1))
        .hasMessage("no such device");

    assertThat(residentBefore - resident()).isGreaterThan(MOST_KEPT);
  }

  /** Takes and frees native memory on the calling thread, as the loading of a graph does. */
  private Freeing open() throws InterruptedException {
    long before = directBytes();
    List<ByteBuffer> blocks =
        IntStream.range(0, BLOCKS).mapToObj(index -> ByteBuffer.allocateDirect(BLOCK)).toList();
    pins.add(ByteBuffer.allocateDirect(BLOCK));
    assertThat(blocks).hasSize(BLOCKS);
    blocks = null;
    while (directBytes() > before + MOST_KEPT / 2) {
      System.gc();
      Thread.sleep(10);
    }
    residentBefore = resident();
    return new Freeing();
  }

  private static long directBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static long resident() {
    try {
      return Files.readString(Path.of("/proc/self/status"))
              .lines()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          << 10;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Freeing implements ModelDevice {
    @Override
    public ModelBundle bundle() {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Provider provider() {
      return Provider.CPU;
    }

    @Override
    public void warmUp(int batch) {}

    @Override
    public void terminate() {}

    @Override
    public void close() {}
  }

  private static final class NoHang implements HangListener {
    @Override
    public void hangs(Phase phase, String what) {
      throw new AssertionError(what);
    }

    @Override
    public void ended() {}
  }
}
