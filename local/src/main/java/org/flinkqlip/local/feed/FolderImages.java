package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flinkqlip.jobs.audit.Expectation;
import org.flinkqlip.schemas.ImageEvent;
import org.flinkqlip.schemas.wire.RecordSerializer;
import org.flinkqlip.schemas.wire.RegistryException;

/**
 * The images of a folder and its subfolders in the order of their paths, again from the first when
 * all were sent. The image's identity is its path in the folder, from the second round on followed
 * by {@code #round}.
 */
public final class FolderImages implements ImageSource {

  private static final Set<String> EXTENSIONS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp");

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
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> files =
          paths
              .filter(Files::isRegularFile)
              .filter(FolderImages::hasImageName)
              .sorted((a, b) -> identity(folder, a).compareTo(identity(folder, b)))
              .toList();
      if (files.isEmpty()) {
        throw new IOException(
            "%s holds no image: none of its files ends in one of %s"
                .formatted(folder, EXTENSIONS.stream().sorted().toList()));
      }
      return new FolderImages(folder, files, serializer);
    }
  }

  /** Number of images in the folder. */
  public int size() {
    return files.size();
  }

  @Override
  public FeedRecord record(long index) throws IOException, RegistryException {
    Path file = files.get((int) (index % files.size()));
    long round = index / files.size();
    String name = identity(folder, file);
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

  private static String identity(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static boolean hasImageName(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
