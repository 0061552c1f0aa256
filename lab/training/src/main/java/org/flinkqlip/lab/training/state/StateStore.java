// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.state;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.model.export.checkpoint.SafetensorsWriter;
import org.flinkqlip.model.export.checkpoint.TensorType;
import org.flinkqlip.model.scratch.Trees;

/**
 * The states of a run, one folder each, the last {@value #KEPT} of them kept. A state is written
 * aside, forced to disk and moved into its place, so that a killed run leaves whole states only.
 */
public final class StateStore {
  /** States that are kept. */
  public static final int KEPT = 2;

  private static final String PREFIX = "step-";
  private static final String ASIDE = "writing-";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /**
   * Creates a store.
   *
   * @param folder of the states; made with the first of them
   */
  public StateStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Saves a state.
   *
   * @param arrays float32, by name
   */
  public void save(StateHeader header, SortedMap<String, NDArray> arrays) throws IOException {
    Files.createDirectories(folder);
    String name = "stage%d-%s%09d".formatted(header.stage(), PREFIX, header.step());
    Path aside = folder.resolve(ASIDE + name);
    Trees.delete(aside);
    Files.createDirectory(aside);
    SortedMap<String, List<Long>> shapes = new TreeMap<>();
    arrays.forEach(
        (array, values) ->
            shapes.put(array, Arrays.stream(values.getShape().getShape()).boxed().toList()));
    SafetensorsWriter.write(
        aside.resolve(SavedState.ARRAYS),
        TensorType.F32,
        shapes,
        array -> requireNonNull(arrays.get(array)).toFloatArray());
    Files.writeString(aside.resolve(SavedState.HEADER), json(header));
    force(aside.resolve(SavedState.ARRAYS));
    force(aside.resolve(SavedState.HEADER));
    force(aside);
    Path place = folder.resolve(name);
    Trees.delete(place);
    Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    prune();
  }

  /** The state that was saved last. */
  public Optional<SavedState> latest() throws IOException {
    List<Path> states = states();
    return states.isEmpty()
        ? Optional.empty()
        : Optional.of(SavedState.open(states.get(states.size() - 1)));
  }

  /** Whole states, oldest first. */
  private List<Path> states() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      // The digits are padded, so that names sort as stages and steps do.
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith("stage"))
          .sorted()
          .toList();
    }
  }

  private void prune() throws IOException {
    List<Path> states = states();
    for (Path state : states.subList(0, Math.max(0, states.size() - KEPT))) {
      Trees.delete(state);
    }
    try (var entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (entry.getFileName().toString().startsWith(ASIDE)) {
          Trees.delete(entry);
        }
      }
    }
  }

  private static String json(StateHeader header) throws IOException {
    ObjectNode node = JSON.createObjectNode();
    node.put("stage", header.stage()).put("step", header.step()).put("seed", header.seed());
    node.put("threads", header.threads()).put("configDigest", header.configDigest());
    ObjectNode scalars = node.putObject("scalars");
    header.sortedScalars().forEach(scalars::put);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  /** Waits until a file, or the entries of a folder, are on disk. */
  private static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
