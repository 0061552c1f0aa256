// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.flinkqlip.model.runtime.bundle.HalfFloats;

/**
 * The weights of one graph, one after the other in a file of their own (ONNX external data): a
 * tensor leaves memory as soon as it is written, and a session maps the file instead of reading it.
 */
final class WeightFile implements AutoCloseable {
  /** A page, so that every tensor can be mapped where it lies. */
  private static final int ALIGNMENT = 4096;

  /** Values that are converted at a time, so that a tensor is in memory once. */
  private static final int CHUNK = 1 << 18;

  private final String name;
  private final FileChannel channel;
  private long position;

  WeightFile(Path file) throws IOException {
    this.name = file.getFileName().toString();
    this.channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
  }

  /**
   * Appends {@code values}, rounded to {@code type}, and describes them.
   *
   * @param type FLOAT, FLOAT16 or BFLOAT16
   */
  TensorProto append(String tensor, DataType type, float[] values, long... shape)
      throws IOException {
    long offset = align();
    for (int start = 0; start < values.length; start += CHUNK) {
      write(encode(type, values, start, Math.min(values.length, start + CHUNK)));
    }
    return describe(tensor, type, offset, shape);
  }

  /** Appends 8-bit integers and describes them. */
  TensorProto append(String tensor, byte[] values, long... shape) throws IOException {
    long offset = align();
    write(ByteBuffer.wrap(values));
    return describe(tensor, DataType.INT8, offset, shape);
  }

  private long align() {
    position = (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return position;
  }

  /** Describes what was written since {@code offset}. */
  private TensorProto describe(String tensor, DataType type, long offset, long... shape) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(tensor)
            .setDataType(type.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", name))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(position - offset)));
    for (long extent : shape) {
      proto.addDims(extent);
    }
    return proto.build();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private static ByteBuffer encode(DataType type, float[] values, int start, int end) {
    int size = type == DataType.FLOAT ? Float.BYTES : Short.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate((end - start) * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = start; i < end; i++) {
      switch (type) {
        case FLOAT -> bytes.putFloat(values[i]);
        case FLOAT16 -> bytes.putShort(HalfFloats.toFloat16(values[i]));
        case BFLOAT16 -> bytes.putShort(HalfFloats.toBfloat16(values[i]));
        default -> throw new IllegalArgumentException("no type of weights: " + type);
      }
    }
    return bytes.flip();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
