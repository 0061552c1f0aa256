// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.scenes;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.stream.LongStream;

/**
 * Captions of the first scenes of a split, without drawing any: what a vocabulary is learned from.
 *
 * @param seed of the scenes
 * @param split whose captions
 * @param count how many
 */
public record SceneCaptions(long seed, SceneSplit split, long count) implements Iterable<String> {
  public SceneCaptions {
    requireNonNull(split, "split is null");
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
  }

  @Override
  public Iterator<String> iterator() {
    Scenes scenes = new Scenes(ScenePainter.LEAST_SIZE, seed, split);
    return LongStream.range(0, count).mapToObj(scenes::caption).iterator();
  }
}
