// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flinkqlip.model.runtime.bundle.HalfFloats;

/**
 * A safetensors file: 8 bytes little-endian header length, a JSON header, tensor data. The header
 * is checked whole before any tensor is touched; each read maps just the bytes that it needs.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors format</a>
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final SortedMap<String, TensorInfo> tensors;

  private SafetensorsFile(Path path, FileChannel channel, SortedMap<String, TensorInfo> tensors) {
    this.path = path;
    this.channel = channel;
    this.tensors = Collections.unmodifiableSortedMap(tensors);
  }

  /**
   * Opens {@code path} and checks its header.
   *
   * @throws CheckpointException if the header lies about sizes, overlaps, types or names
   */
  public static SafetensorsFile open(Path path) throws IOException, CheckpointException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(
          path, channel, new TreeMap<>(SafetensorsHeader.read(path, channel)));
    } catch (IOException | CheckpointException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Tensors by name. */
  public SortedMap<String, TensorInfo> tensors() {
    return tensors;
  }

  /**
   * The tensor of that name.
   *
   * @throws CheckpointException if there is none
   */
  public TensorInfo tensor(String name) throws CheckpointException {
    TensorInfo info = tensors.get(name);
    if (info == null) {
      throw new CheckpointException("[%s] has no tensor %s".formatted(path, name));
    }
    return info;
  }

  /**
   * The raw little-endian bytes of a tensor, mapped read-only.
   *
   * @throws CheckpointException if the tensor is missing or larger than 2 GB
   */
  public ByteBuffer bytes(String name) throws IOException, CheckpointException {
    TensorInfo info = tensor(name);
    if (info.bytes() > Integer.MAX_VALUE) {
      throw new CheckpointException(
          "[%s] tensor %s has %d bytes; at most 2 GB are supported"
              .formatted(path, name, info.bytes()));
    }
    return info.bytes() == 0
        ? ByteBuffer.allocate(0)
        : channel
            .map(MapMode.READ_ONLY, info.offset(), info.bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A weight tensor as float32, row-major.
   *
   * @throws CheckpointException if the tensor is missing or of no float type
   */
  public float[] floats(String name) throws IOException, CheckpointException {
    TensorInfo info = tensor(name);
    if (!info.type().isWeight()) {
      throw new CheckpointException(
          "[%s] tensor %s is %s; weights must be F32, F16 or BF16"
              .formatted(path, name, info.type()));
    }
    ByteBuffer bytes = bytes(name);
    float[] values = new float[Math.toIntExact(info.elements())];
    switch (info.type()) {
      case F16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = HalfFloats.fromFloat16(bytes.getShort(2 * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = HalfFloats.fromBfloat16(bytes.getShort(2 * i));
        }
      }
      default -> bytes.asFloatBuffer().get(values);
    }
    return values;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
