// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.evaluation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.lab.datasets.CaptionedImages;
import org.flinkqlip.model.imaging.ImageFiles;
import org.flinkqlip.model.imaging.ImageFormat;
import org.flinkqlip.model.imaging.ImagePreprocessor;
import org.flinkqlip.model.imaging.ImageRejectedException;
import org.flinkqlip.model.imaging.PreprocessOptions;

/**
 * Image files of a folder. Where the folder has subfolders, their names are the classes, and an
 * underscore in them is a space. A text file beside an image, of the same name but for the ending
 * {@code .txt}, is its caption. The order is shuffled, so that the first images are of all classes.
 * Safe for use by several threads.
 */
public final class ImageFolder implements CaptionedImages {
  private final Path folder;
  private final int size;
  private final ImagePreprocessor preprocessor;
  private final List<String> classNames;
  private final List<Item> items;

  private record Item(Path file, int label) {}

  private ImageFolder(Path folder, int size, List<String> classNames, List<Item> items) {
    this.folder = folder;
    this.size = size;
    this.preprocessor = new ImagePreprocessor(PreprocessOptions.forSize(size));
    this.classNames = classNames;
    this.items = items;
  }

  /**
   * Looks for images in {@code folder}.
   *
   * @param size edge of the pictures as the model takes them
   * @param seed of the order
   * @throws IOException if there is no such folder, or no image in it
   */
  public static ImageFolder open(Path folder, int size, long seed) throws IOException {
    List<Path> classes;
    try (Stream<Path> inside = Files.list(folder)) {
      classes = inside.filter(Files::isDirectory).sorted().toList();
    }
    List<Item> items = new ArrayList<>();
    add(items, folder, CaptionedImage.NO_LABEL);
    for (int label = 0; label < classes.size(); label++) {
      add(items, classes.get(label), label);
    }
    if (items.isEmpty()) {
      throw new IOException(
          "[%s] holds no images: files whose names end in %s, or folders of them are looked for"
              .formatted(folder, ImageFormat.allEndings()));
    }
    Collections.shuffle(items, new Random(seed));
    return new ImageFolder(
        folder,
        size,
        classes.stream().map(path -> path.getFileName().toString().replace('_', ' ')).toList(),
        List.copyOf(items));
  }

  private static void add(List<Item> items, Path folder, int label) throws IOException {
    ImageFiles.in(folder).forEach(file -> items.add(new Item(file, label)));
  }

  @Override
  public CaptionedImage get(long index) throws IOException {
    if (index < 0 || index >= items.size()) {
      throw new IndexOutOfBoundsException(
          "[%s] has %d images, none at %d".formatted(folder, items.size(), index));
    }
    Item item = items.get((int) index);
    ByteBuffer pixels = ByteBuffer.allocate(preprocessor.tensorSize());
    try {
      preprocessor.preprocess(Files.readAllBytes(item.file()), pixels, 0);
    } catch (ImageRejectedException e) {
      throw new IOException(
          "[%s] cannot be decoded: %s. Move it out of the folder"
              .formatted(item.file(), e.getMessage()),
          e);
    }
    return new CaptionedImage(
        folder.relativize(item.file()).toString(),
        size,
        pixels.array(),
        caption(item.file()),
        item.label());
  }

  private static String caption(Path image) throws IOException {
    String name = image.getFileName().toString();
    Path text = image.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    return Files.isRegularFile(text) ? Files.readString(text).strip() : "";
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(items.size());
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }
}
