// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.imaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One golden folder: encoded images and the pixels that Pillow makes of them. */
final class GoldenImages {
  static final List<String> FOLDERS = List.of("eva-p16-64", "eva-p8-96", "vit-p14-112");
  private static final Path ROOT = Path.of("../golden");

  private final Path folder;
  private final ByteBuffer safetensors;
  private final JsonNode header;

  GoldenImages(String name) {
    folder = ROOT.resolve(name);
    try {
      safetensors =
          ByteBuffer.wrap(Files.readAllBytes(folder.resolve("expected.safetensors")))
              .order(ByteOrder.LITTLE_ENDIAN);
      header = new ObjectMapper().readTree(safetensors.array(), 8, headerBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Edge S of the expected pixels. */
  int size() {
    return header.get(names().get(0) + "/resized_rgb_hwc").get("shape").get(0).intValue();
  }

  /** File names, in alphabetical order. */
  List<String> names() {
    try (Stream<Path> files = Files.list(folder.resolve("images"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] content(String name) {
    try {
      return Files.readAllBytes(folder.resolve("images").resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** uint8 [S, S, 3]. */
  byte[] expected(String name) {
    JsonNode offsets = header.get(name + "/resized_rgb_hwc").get("data_offsets");
    int data = 8 + headerBytes();
    return Arrays.copyOfRange(
        safetensors.array(), data + offsets.get(0).intValue(), data + offsets.get(1).intValue());
  }

  private int headerBytes() {
    return Math.toIntExact(safetensors.getLong(0));
  }
}
