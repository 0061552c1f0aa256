// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.lab.training.network.TorchEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
  @TempDir private Path folder;
  private NDManager manager;
  private StateStore store;

  @BeforeEach
  void open() {
    manager = TorchEngine.manager(1);
    store = new StateStore(folder);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aStateComesBackBitByBit() throws IOException {
    SortedMap<String, NDArray> arrays = arrays(0.1f, Float.MIN_VALUE, -0f);
    StateHeader header = new StateHeader(1, 7, -3, 2, "digest", Map.of("a", 0.1 + 0.2));
    store.save(header, arrays);
    SavedState saved = store.latest().orElseThrow();
    assertThat(saved.header()).isEqualTo(header);
    SortedMap<String, NDArray> restored = arrays(1, 2, 3);
    saved.restore(restored);
    restored.forEach(
        (name, array) ->
            assertThat(array.toByteBuffer()).isEqualTo(arrays.get(name).toByteBuffer()));
  }

  @Test
  void theLastTwoAreKeptAndTheStageCountsBeforeTheStep() throws IOException {
    SortedMap<String, NDArray> arrays = arrays(1, 2, 3);
    store.save(header(1, 900), arrays);
    store.save(header(1, 1000), arrays);
    store.save(header(2, 5), arrays);
    assertThat(store.latest().orElseThrow().header()).isEqualTo(header(2, 5));
    try (var states = Files.list(folder)) {
      assertThat(states.map(state -> state.getFileName().toString()))
          .containsExactlyInAnyOrder("stage1-step-000001000", "stage2-step-000000005");
    }
  }

  @Test
  void aHalfWrittenStateIsNoneAndIsRemoved() throws IOException {
    Path half = folder.resolve("writing-stage1-step-000000020");
    Files.createDirectories(half);
    Files.writeString(half.resolve("state.safetensors"), "broken");
    assertThat(store.latest()).isEmpty();
    store.save(header(1, 10), arrays(1, 2, 3));
    assertThat(store.latest().orElseThrow().header().step()).isEqualTo(10);
    assertThat(half).doesNotExist();
  }

  @Test
  void withoutAFolderThereIsNoState() throws IOException {
    assertThat(new StateStore(folder.resolve("none")).latest()).isEmpty();
  }

  @Test
  void arraysOfAnotherRunAreRefusedByName() throws IOException {
    store.save(header(1, 10), arrays(1, 2, 3));
    SavedState saved = store.latest().orElseThrow();
    SortedMap<String, NDArray> more = arrays(1, 2, 3);
    more.put("new", manager.create(1f));
    assertThatThrownBy(() -> saved.restore(more))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("new");
    SortedMap<String, NDArray> other = arrays(1, 2, 3);
    other.put("vector", manager.create(new float[] {1, 2}));
    assertThatThrownBy(() -> saved.restore(other))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("vector")
        .hasMessageContaining("[2]");
  }

  @Test
  void aHeaderThatIsNoneIsNamed() throws IOException {
    store.save(header(1, 10), arrays(1, 2, 3));
    Files.writeString(folder.resolve("stage1-step-000000010/state.json"), "{\"stage\": 9}");
    assertThatThrownBy(() -> store.latest())
        .isInstanceOf(StateException.class)
        .hasMessageContaining("state.json");
  }

  private static StateHeader header(int stage, long step) {
    return new StateHeader(stage, step, 1, 2, "digest", Map.of());
  }

  private SortedMap<String, NDArray> arrays(float a, float b, float c) {
    SortedMap<String, NDArray> arrays = new TreeMap<>();
    arrays.put("vector", manager.create(new float[] {a, b, c}));
    arrays.put("scalar", manager.create(a));
    arrays.put("matrix", manager.create(new float[] {a, b, c, a, b, c}, new Shape(3, 2)));
    return arrays;
  }
}
