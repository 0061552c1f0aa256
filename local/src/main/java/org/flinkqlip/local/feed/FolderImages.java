// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.model.imaging.ImageFiles;
import org.flinkqlip.model.imaging.ImageFormat;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * The images of a folder and its subfolders in the order of their paths, again from the first when
 * all were sent. The image's identity is its path in the folder, from the second round on followed
 * by {@code #round}.
 */
public final class FolderImages implements ImageSource {

  private final Path folder;
  private final List<Path> files;
  private final RecordSerializer<ImageEvent> serializer;

  private FolderImages(Path folder, List<Path> files, RecordSerializer<ImageEvent> serializer) {
    this.folder = folder;
    this.files = files;
    this.serializer = requireNonNull(serializer, "serializer is null");
  }

  /**
   * Lists the images of a folder.
   *
   * @throws NotDirectoryException if it is not a folder
   * @throws IOException if it cannot be read or holds no image
   */
  public static FolderImages of(Path folder, RecordSerializer<ImageEvent> serializer)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException("%s is not a folder of images".formatted(folder));
    }
    List<Path> files = ImageFiles.below(folder);
    if (files.isEmpty()) {
      throw new IOException(
          "%s holds no image: none of its files ends in one of %s"
              .formatted(folder, ImageFormat.allEndings()));
    }
    return new FolderImages(folder, files, serializer);
  }

  /** Number of images in the folder. */
  public int size() {
    return files.size();
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    Path file = files.get((int) (index % files.size()));
    long round = index / files.size();
    String name = ImageFiles.name(folder, file);
    String imageId = round == 0 ? name : name + "#" + (round + 1);
    ImageEvent event =
        ImageEvent.newBuilder()
            .setImageId(imageId)
            .setContent(ByteBuffer.wrap(Files.readAllBytes(file)))
            .setEventTime(Files.getLastModifiedTime(file).toInstant())
            .setAttributes(Map.of("file", name))
            .build();
    return new FeedRecord(
        Optional.of(imageId), serializer.serialize(event), name, Expectation.ANY_RESULT);
  }
}
