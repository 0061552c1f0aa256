package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.flinkqlip.model.runtime.bundle.ModelBundle;
import org.flinkqlip.model.runtime.onnx.InferenceException;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.junit.jupiter.api.Test;

class StartedDeviceTest {
  private static final int BATCH = 8;

  private final List<String> calls = new ArrayList<>();

  @Test
  void graphHasRunAFullBatchBeforeAnybodyGetsIt() throws Exception {
    StartedDevice<FakeDevice> started = StartedDevice.open(() -> new FakeDevice(BATCH), BATCH);

    assertThat(calls).containsExactly("open", "warm up 8");
    assertThat(started.load()).isPositive();
    assertThat(started.warmUp()).isPositive();
  }

  @Test
  void deviceThatDoesNotTakeAFullBatchIsClosed() {
    assertThatThrownBy(() -> StartedDevice.open(() -> new FakeDevice(BATCH - 1), BATCH))
        .isInstanceOf(InferenceException.class)
        .hasMessage("out of memory");
    assertThat(calls).containsExactly("open", "warm up 8", "close");
  }

  @Test
  void terminationAndCloseReachTheGraph() throws Exception {
    StartedDevice<FakeDevice> started = StartedDevice.open(() -> new FakeDevice(BATCH), 1);

    started.terminate();
    started.close();

    assertThat(calls).containsExactly("open", "warm up 1", "terminate", "close");
  }

  /** Takes so many records at once. */
  private final class FakeDevice implements ModelDevice {
    private final int capacity;

    FakeDevice(int capacity) {
      this.capacity = capacity;
      calls.add("open");
    }

    @Override
    public ModelBundle bundle() {
      throw new IllegalStateException("nobody asks for it");
    }

    @Override
    public Provider provider() {
      return Provider.CPU;
    }

    @Override
    public void warmUp(int batch) throws InferenceException {
      calls.add("warm up " + batch);
      if (batch > capacity) {
        throw new InferenceException("out of memory");
      }
    }

    @Override
    public void terminate() {
      calls.add("terminate");
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }
}
