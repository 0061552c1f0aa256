package org.flinkqlip.model.export;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The weights of one graph, one after the other in a file of their own (ONNX external data): a
 * tensor leaves memory as soon as it is written, and a session maps the file instead of reading it.
 */
final class WeightFile implements AutoCloseable {
  /** A page, so that every tensor can be mapped where it lies. */
  private static final int ALIGNMENT = 4096;

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

  /** Appends {@code values} as float32 and describes them. */
  TensorProto append(String tensor, float[] values, long... shape) throws IOException {
    position = (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(4, values.length)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    long offset = position;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(tensor)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", name))
            .addExternalData(entry("offset", Long.toString(offset)))
            .addExternalData(entry("length", Long.toString(4L * values.length)));
    for (long extent : shape) {
      proto.addDims(extent);
    }
    return proto.build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
