// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads and checks the header of a safetensors file; believes none of its numbers. */
final class SafetensorsHeader {
  /** The format's own bound. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private static final int MAX_RANK = 8;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private SafetensorsHeader() {}

  static Map<String, TensorInfo> read(Path path, FileChannel channel)
      throws IOException, CheckpointException {
    long fileSize = channel.size();
    if (fileSize < 8) {
      throw new CheckpointException(
          "[%s] is no safetensors file: %d bytes".formatted(path, fileSize));
    }
    long headerSize = readFully(path, channel, 0, 8).getLong(0);
    if (headerSize < 2 || headerSize > MAX_HEADER_BYTES || headerSize > fileSize - 8) {
      throw new CheckpointException(
          "[%s] is no safetensors file: its header claims %s bytes, the file has %d"
              .formatted(path, Long.toUnsignedString(headerSize), fileSize));
    }
    JsonNode header;
    try {
      header = JSON.readTree(readFully(path, channel, 8, (int) headerSize).array());
    } catch (IOException e) {
      throw new CheckpointException(
          "[%s] header is no JSON: %s".formatted(path, e.getMessage()), e);
    }
    if (header == null || !header.isObject()) {
      throw new CheckpointException("[%s] header is no JSON object".formatted(path));
    }
    long dataStart = 8 + headerSize;
    Map<String, TensorInfo> tensors = new HashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> fields = header.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (!field.getKey().equals("__metadata__")) {
        tensors.put(
            field.getKey(),
            tensor(path, field.getKey(), field.getValue(), dataStart, fileSize - dataStart));
      }
    }
    checkOverlaps(path, tensors.values());
    return tensors;
  }

  private static TensorInfo tensor(
      Path path, String name, JsonNode node, long dataStart, long dataSize)
      throws CheckpointException {
    TensorType type =
        TensorType.of(node.path("dtype").asText())
            .orElseThrow(
                () ->
                    new CheckpointException(
                        "[%s] tensor %s has the unsupported dtype %s"
                            .formatted(path, name, node.path("dtype"))));
    JsonNode offsets = node.path("data_offsets");
    JsonNode extents = node.path("shape");
    if (!extents.isArray() || extents.size() > MAX_RANK || !isPair(offsets)) {
      throw new CheckpointException(
          "[%s] tensor %s has no proper shape and data_offsets".formatted(path, name));
    }
    List<Long> shape = new ArrayList<>();
    for (JsonNode extent : extents) {
      if (!extent.isIntegralNumber() || !extent.canConvertToLong() || extent.longValue() < 0) {
        throw new CheckpointException(
            "[%s] tensor %s has the shape %s".formatted(path, name, extents));
      }
      shape.add(extent.longValue());
    }
    long begin = offsets.get(0).longValue();
    long end = offsets.get(1).longValue();
    if (begin < 0 || end < begin || end > dataSize) {
      throw new CheckpointException(
          "[%s] tensor %s lies at bytes %d to %d of %d: the file is truncated or its header lies"
              .formatted(path, name, begin, end, dataSize));
    }
    TensorInfo info = new TensorInfo(name, type, shape, dataStart + begin);
    if (sizeOrMinusOne(info) != end - begin) {
      throw new CheckpointException(
          "[%s] tensor %s of type %s and shape %s does not fill its %d bytes"
              .formatted(path, name, type, shape, end - begin));
    }
    return info;
  }

  private static boolean isPair(JsonNode offsets) {
    return offsets.isArray()
        && offsets.size() == 2
        && offsets.get(0).canConvertToLong()
        && offsets.get(0).isIntegralNumber()
        && offsets.get(1).canConvertToLong()
        && offsets.get(1).isIntegralNumber();
  }

  private static long sizeOrMinusOne(TensorInfo info) {
    try {
      return info.bytes();
    } catch (ArithmeticException overflow) {
      return -1;
    }
  }

  private static void checkOverlaps(Path path, Iterable<TensorInfo> tensors)
      throws CheckpointException {
    List<TensorInfo> byOffset = new ArrayList<>();
    tensors.forEach(byOffset::add);
    byOffset.sort(
        Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::bytes));
    for (int i = 1; i < byOffset.size(); i++) {
      TensorInfo previous = byOffset.get(i - 1);
      TensorInfo next = byOffset.get(i);
      if (previous.offset() + previous.bytes() > next.offset()) {
        throw new CheckpointException(
            "[%s] tensors %s and %s overlap".formatted(path, previous.name(), next.name()));
      }
    }
  }

  private static ByteBuffer readFully(Path path, FileChannel channel, long position, int size)
      throws IOException, CheckpointException {
    ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        throw new CheckpointException("[%s] ended while being read".formatted(path));
      }
    }
    return buffer.flip();
  }
}
