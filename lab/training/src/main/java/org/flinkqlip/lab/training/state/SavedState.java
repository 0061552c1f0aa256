// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.state;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;

/**
 * A state on disk.
 *
 * @param folder that holds it
 * @param header of it
 */
public record SavedState(Path folder, StateHeader header) {
  static final String ARRAYS = "state.safetensors";
  static final String HEADER = "state.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  static SavedState open(Path folder) throws IOException {
    try {
      return new SavedState(
          folder, JSON.readValue(Files.readAllBytes(folder.resolve(HEADER)), StateHeader.class));
    } catch (JacksonException e) {
      throw new StateException(
          "[%s] is no state of a run: %s".formatted(folder.resolve(HEADER), e.getOriginalMessage()),
          e);
    }
  }

  /**
   * Sets arrays to what they were.
   *
   * @param arrays by the names under which they were saved: all of them and no others
   * @throws StateException if names or shapes differ
   */
  public void restore(Map<String, NDArray> arrays) throws IOException {
    Path file = folder.resolve(ARRAYS);
    try (SafetensorsFile saved = SafetensorsFile.open(file)) {
      Set<String> different = new TreeSet<>(saved.tensors().keySet());
      different.removeAll(arrays.keySet());
      arrays.keySet().stream()
          .filter(name -> !saved.tensors().containsKey(name))
          .forEach(different::add);
      if (!different.isEmpty()) {
        throw new StateException(
            "[%s] is of another run: only one of them has %s"
                .formatted(folder, String.join(", ", different)));
      }
      for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
        long[] shape = array.getValue().getShape().getShape();
        List<Long> extents = new ArrayList<>();
        Arrays.stream(shape).forEach(extents::add);
        List<Long> there = requireNonNull(saved.tensors().get(array.getKey())).shape();
        if (!there.equals(extents)) {
          throw new StateException(
              "[%s] is of another run: %s is %s there, %s here"
                  .formatted(folder, array.getKey(), there, extents));
        }
        array.getValue().set(saved.floats(array.getKey()));
      }
    } catch (CheckpointException e) {
      throw new StateException(e);
    }
  }
}
