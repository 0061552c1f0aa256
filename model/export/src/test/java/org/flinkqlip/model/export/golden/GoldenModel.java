// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;

/** A small model with random weights, and what the reference implementation computes with it. */
public enum GoldenModel {
  EVA_P16_64("eva-p16-64"),
  EVA_P8_96("eva-p8-96"),
  VIT_P14_112("vit-p14-112");

  private final Path directory;

  GoldenModel(String name) {
    this.directory = Path.of("../golden", name);
  }

  /** The checkpoint folder. */
  public Path checkpoint() {
    return directory;
  }

  /** File names of the images, in alphabetical order as in the golden arrays. */
  public List<String> images() {
    try (var files = Files.list(directory.resolve("images"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of an image. */
  public Path image(String name) {
    return directory.resolve("images").resolve(name);
  }

  /** Raw little-endian bytes of an expected array. */
  public ByteBuffer expectedBytes(String name) {
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("expected.safetensors"))) {
      return file.bytes(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CheckpointException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An expected float32 array. */
  public float[] expectedFloats(String name) {
    ByteBuffer bytes = expectedBytes(name);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  /** An expected int64 array. */
  public long[] expectedLongs(String name) {
    ByteBuffer bytes = expectedBytes(name);
    long[] values = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(values);
    return values;
  }

  /** The expected codes of an image, as ints. */
  public int[] expectedCodes(String image) {
    long[] indices = expectedLongs(image + "/indices");
    int[] codes = new int[indices.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = Math.toIntExact(indices[i]);
    }
    return codes;
  }
}
