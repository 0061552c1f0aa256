// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.datasets.webdataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flinkqlip.lab.datasets.CaptionedImage;
import org.flinkqlip.model.imaging.PictureFormat;
import org.jspecify.annotations.Nullable;

/** The files of one sample, as they are met in a tar. */
final class SampleFiles {
  /** Those that pictures are written in, in the order of their formats. */
  private static final List<String> IMAGES =
      Arrays.stream(PictureFormat.values())
          .flatMap(picture -> picture.format().endings().stream())
          .toList();

  private static final int LONGEST_LABEL = 16;

  private final String key;
  private @Nullable Extent image;
  private @Nullable Extent text;
  private @Nullable Extent json;
  private String label = "";

  SampleFiles(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  /** Whether the content of a file with this ending and length must be given to {@link #label}. */
  static boolean isLabel(String extension, long length) {
    return extension.equals("cls") && length <= LONGEST_LABEL;
  }

  void label(byte[] content) {
    label = new String(content, UTF_8).strip();
  }

  void add(String extension, Extent extent) {
    if (IMAGES.contains(extension)) {
      image = extent;
    } else if (extension.equals("txt")) {
      text = extent;
    } else if (extension.equals("json")) {
      json = extent;
    }
  }

  /**
   * The sample, if it has all it needs.
   *
   * @param tar index of its tar
   * @param name how it is called in {@code log}
   * @param classes how many classes there are; 0 if none are known, and labels are ignored
   */
  Optional<StoredSample> complete(int tar, String name, int classes, SkipLog log) {
    if (image == null) {
      int last = IMAGES.size() - 1;
      String endings = String.join(", ", IMAGES.subList(0, last)) + " or " + IMAGES.get(last);
      log.add(new SkippedSample(name, SkipReason.NO_IMAGE, "no " + endings));
      return Optional.empty();
    }
    Extent caption = text == null ? json : text;
    if (caption == null) {
      log.add(new SkippedSample(name, SkipReason.NO_CAPTION, "neither txt nor json"));
      return Optional.empty();
    }
    int index = CaptionedImage.NO_LABEL;
    if (classes > 0 && !label.isEmpty()) {
      index = parse(label);
      if (index < 0 || index >= classes) {
        log.add(
            new SkippedSample(
                name,
                SkipReason.BAD_LABEL,
                "cls '%s' is no index of %d classes".formatted(label, classes)));
        return Optional.empty();
      }
    }
    return Optional.of(new StoredSample(tar, key, image, caption, text == null, index));
  }

  private static int parse(String label) {
    try {
      return Integer.parseInt(label);
    } catch (NumberFormatException e) {
      return CaptionedImage.NO_LABEL;
    }
  }
}
