// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.flinkqlip.model.runtime.bundle.HalfFloats;

/**
 * Writes safetensors files, one tensor in memory at a time; the same input gives the same bytes.
 */
public final class SafetensorsWriter {
  /** Values that are converted at a time, so that a tensor is in memory once. */
  private static final int CHUNK = 1 << 14;

  /** The least number that rounds to infinity in binary16. */
  private static final float BEYOND_FLOAT16 = 65_520;

  private SafetensorsWriter() {}

  /** Gives the float32 values of a tensor, row-major. */
  public interface Values {
    float[] of(String name) throws IOException;
  }

  /**
   * Writes tensors of one type in the order of their names, each value rounded to the nearest that
   * the type has.
   *
   * @param type F32, F16 or BF16
   * @param shapes extents by tensor name
   * @throws IllegalArgumentException if a value is too large for F16, or no number there; names the
   *     tensor
   */
  public static void write(
      Path path, TensorType type, SortedMap<String, List<Long>> shapes, Values values)
      throws IOException {
    if (!type.isWeight()) {
      throw new IllegalArgumentException("weights are written as F32, F16 or BF16, not " + type);
    }
    byte[] header = header(type, shapes);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
      out.write(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
      out.write(header);
      for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
        float[] floats = values.of(tensor.getKey());
        if (floats.length != elements(tensor.getValue())) {
          throw new IllegalArgumentException(
              "tensor %s has %d values for the shape %s"
                  .formatted(tensor.getKey(), floats.length, tensor.getValue()));
        }
        if (type == TensorType.F16) {
          requireFloat16(tensor.getKey(), floats);
        }
        write(out, type, floats);
      }
    }
  }

  private static void requireFloat16(String name, float[] values) {
    for (float value : values) {
      // Written so that NaN is refused too.
      if (!(Math.abs(value) < BEYOND_FLOAT16)) {
        throw new IllegalArgumentException(
            "tensor %s holds %s, which float16 cannot: keep its weights in float32"
                .formatted(name, value));
      }
    }
  }

  private static void write(OutputStream out, TensorType type, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(type.bytes() * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += CHUNK) {
      int end = Math.min(start + CHUNK, values.length);
      bytes.clear();
      for (int i = start; i < end; i++) {
        put(bytes, type, values[i]);
      }
      out.write(bytes.array(), 0, bytes.position());
    }
  }

  private static void put(ByteBuffer bytes, TensorType type, float value) {
    if (type == TensorType.F32) {
      bytes.putFloat(value);
    } else {
      bytes.putShort(
          type == TensorType.F16 ? HalfFloats.toFloat16(value) : HalfFloats.toBfloat16(value));
    }
  }

  private static byte[] header(TensorType type, SortedMap<String, List<Long>> shapes)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode header = json.createObjectNode();
    header.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, List<Long>> tensor : shapes.entrySet()) {
      ObjectNode node = header.putObject(tensor.getKey());
      node.put("dtype", type.name());
      node.set("shape", json.valueToTree(tensor.getValue()));
      long end = offset + type.bytes() * elements(tensor.getValue());
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = json.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
    // Spaces align the data to 8 bytes, as the format asks.
    byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
    Arrays.fill(padded, text.length, padded.length, (byte) ' ');
    return padded;
  }

  private static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }
}
