// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.flinkqlip.model.runtime.onnx.Provider;
import org.flinkqlip.model.runtime.onnx.SessionOptions;
import org.junit.jupiter.api.Test;

class GpuPlacementTest {
  private static final SessionOptions CUDA = new SessionOptions(Provider.CUDA, 7, 3);

  @Test
  void subtasksAreSpreadOverTheDevicesThatFlinkManages() {
    Set<ExternalResourceInfo> gpus = Set.of(new Gpu("2"), new Gpu("0"));

    assertThat(DevicePool.place(CUDA, gpus, 0)).isEqualTo(new SessionOptions(Provider.CUDA, 0, 3));
    assertThat(DevicePool.place(CUDA, gpus, 1)).isEqualTo(new SessionOptions(Provider.CUDA, 2, 3));
    assertThat(DevicePool.place(CUDA, gpus, 2)).isEqualTo(new SessionOptions(Provider.CUDA, 0, 3));
  }

  @Test
  void deviceOfTheOptionsIsUsedWhereFlinkManagesNone() {
    assertThat(DevicePool.place(CUDA, Set.of(), 1)).isEqualTo(CUDA);
  }

  @Test
  void cpuStaysCpu() {
    assertThat(DevicePool.place(SessionOptions.cpu(2), Set.of(new Gpu("0")), 0))
        .isEqualTo(SessionOptions.cpu(2));
  }

  private record Gpu(String index) implements ExternalResourceInfo {
    @Override
    public Optional<String> getProperty(String key) {
      return key.equals("index") ? Optional.of(index) : Optional.empty();
    }

    @Override
    public Collection<String> getKeys() {
      return List.of("index");
    }
  }
}
