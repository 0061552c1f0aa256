// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.lab.datasets.scenes.ScenePainter;
import org.flinkqlip.lab.datasets.scenes.SceneSplit;
import org.flinkqlip.lab.datasets.scenes.Scenes;
import org.flinkqlip.local.feed.FeedRecord;
import org.flinkqlip.local.feed.ImageSource;
import org.flinkqlip.model.imaging.PictureFormat;
import org.flinkqlip.model.imaging.PictureWriter;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * A few drawn scenes as JPEG files, over and over.
 *
 * @param edge width and height of each, in pixels
 * @param files the encoded images
 */
record Pictures(int edge, List<byte[]> files) {
  private static final long SEED = 7;

  /** Copies the list. */
  Pictures {
    files = List.copyOf(files);
    if (edge < ScenePainter.LEAST_SIZE || files.isEmpty()) {
      throw new IllegalArgumentException(
          "pictures need an edge of at least %d pixels and a file: %d, %d"
              .formatted(ScenePainter.LEAST_SIZE, edge, files.size()));
    }
  }

  /** Draws {@code count} scenes. */
  static Pictures drawn(int count, int edge) {
    Scenes scenes = new Scenes(ScenePainter.LEAST_SIZE, SEED, SceneSplit.HELD_OUT);
    PictureWriter writer = new PictureWriter(PictureFormat.JPEG);
    return new Pictures(
        edge,
        IntStream.range(0, count)
            .mapToObj(
                index ->
                    writer.write(
                        ScenePainter.paintClean(scenes.scene(index), edge, edge), edge, edge))
            .toList());
  }

  /** How many there are. */
  int size() {
    return files.size();
  }

  /** The file of a record. */
  int fileOf(long record) {
    return (int) (record % files.size());
  }

  /** The number of the record with an identity that {@link #source} gave. */
  static long recordOf(String imageId) {
    return Long.parseLong(imageId);
  }

  /** An endless feed of them, each record an image of its own. */
  ImageSource source(RecordSerializer<ImageEvent> serializer) {
    return index -> record(index, serializer);
  }

  private FeedRecord record(long index, RecordSerializer<ImageEvent> serializer)
      throws RegistryException {
    String imageId = Long.toString(index);
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(imageId)
            .setContent(ByteBuffer.wrap(files.get(fileOf(index))))
            .setContentType("image/jpeg")
            .build();
    return new FeedRecord(
        Optional.of(imageId), serializer.serialize(event), "a scene", Expectation.TOKENIZED);
  }
}
