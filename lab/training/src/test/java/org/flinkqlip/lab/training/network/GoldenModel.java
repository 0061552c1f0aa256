// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.lab.training.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flinkqlip.model.export.checkpoint.CheckpointException;
import org.flinkqlip.model.export.checkpoint.SafetensorsFile;

/** A small model with random weights, and what the reference implementation computes with it. */
enum GoldenModel {
  EVA_P16_64("eva-p16-64"),
  EVA_P8_96("eva-p8-96"),
  VIT_P14_112("vit-p14-112");

  private final Path directory;

  GoldenModel(String name) {
    this.directory = Path.of("../../model/golden", name);
  }

  Path checkpoint() {
    return directory;
  }

  /** File names of the images, in alphabetical order as in the golden arrays. */
  List<String> images() {
    try (var files = Files.list(directory.resolve("images"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Raw little-endian bytes of an expected array. */
  ByteBuffer expectedBytes(String name) {
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("expected.safetensors"))) {
      return file.bytes(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CheckpointException e) {
      throw new IllegalStateException(e);
    }
  }

  float[] expectedFloats(String name) {
    ByteBuffer bytes = expectedBytes(name);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  long[] expectedLongs(String name) {
    ByteBuffer bytes = expectedBytes(name);
    long[] values = new long[bytes.remaining() / 8];
    bytes.asLongBuffer().get(values);
    return values;
  }

  /** Expected arrays of all images, one after another. */
  float[] expectedOfAll(String part) {
    List<String> images = images();
    float[] all = null;
    for (int i = 0; i < images.size(); i++) {
      float[] one = expectedFloats(images.get(i) + "/" + part);
      all = all == null ? new float[one.length * images.size()] : all;
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }
}
