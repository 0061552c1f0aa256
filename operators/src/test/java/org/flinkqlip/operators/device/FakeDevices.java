// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;

/** Devices of a job in this process, which do what a test says. */
final class FakeDevices {
  private static final Map<String, FakeDevices> BY_ID = new ConcurrentHashMap<>();

  final String id = UUID.randomUUID().toString();
  final DevicePool<Device> pool;
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final AtomicInteger batches = new AtomicInteger();

  /** The subtasks that asked for a device: whether each was restored, and at which attempt. */
  final List<Start> starts = new CopyOnWriteArrayList<>();

  /** No session opens. */
  volatile boolean refusing;

  /** Batches hang, whatever they are told, until this is let go. */
  volatile CountDownLatch hang = new CountDownLatch(0);

  record Start(int subtask, int attempt, boolean restored) {}

  FakeDevices(Duration closeLimit, Consumer<String> processExit) {
    this.pool = new DevicePool<>("fake", this::open, closeLimit, processExit);
    BY_ID.put(id, this);
  }

  static FakeDevices of(String id) {
    return BY_ID.get(id);
  }

  private Device open(ModelBundle bundle, SessionOptions session) throws InferenceException {
    if (refusing) {
      throw new InferenceException("no such device today");
    }
    opened.incrementAndGet();
    return new Device(bundle, session.provider());
  }

  /** One of them. */
  final class Device implements ModelDevice {
    private final ModelBundle bundle;
    private final Provider provider;

    Device(ModelBundle bundle, Provider provider) {
      this.bundle = bundle;
      this.provider = provider;
    }

    /** As a native call: an interrupt does not end it. */
    void run() {
      batches.incrementAndGet();
      boolean interrupted = false;
      while (true) {
        try {
          hang.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public ModelBundle bundle() {
      return bundle;
    }

    @Override
    public Provider provider() {
      return provider;
    }

    @Override
    public void warmUp(int batch) {}

    @Override
    public void terminate() {}

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }
}
