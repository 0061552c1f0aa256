// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {
  @TempDir private Path directory;

  @Test
  void readsWhatTheWriterWrote() throws Exception {
    Path file = directory.resolve("model.safetensors");
    TreeMap<String, List<Long>> shapes = new TreeMap<>();
    shapes.put("matrix", List.of(2L, 3L));
    shapes.put("scalar", List.of());
    SafetensorsWriter.write(
        file,
        TensorType.F32,
        shapes,
        name -> name.equals("matrix") ? new float[] {1, 2, 3, 4, 5, 6} : new float[] {-0.5f});

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.tensors()).containsOnlyKeys("matrix", "scalar");
      assertThat(read.tensor("matrix").shape()).containsExactly(2L, 3L);
      assertThat(read.floats("matrix")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(read.floats("scalar")).containsExactly(-0.5f);
    }
  }

  @Test
  void readsHalfPrecisionExactly() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    data.putShort((short) 0x3c00).putShort((short) 0x8001);
    data.putShort((short) 0x3f80).putShort((short) 0xc0a0);
    Path file =
        write(
            "{\"half\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,4]},"
                + "\"brain\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[4,8]}}",
            data.array());

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.floats("half")).containsExactly(1f, -0x1p-24f);
      assertThat(read.floats("brain")).containsExactly(1f, -5f);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "truncated | {\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}",
        "does not fill | {\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
        "does not fill | {\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
        "overlap | {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "dtype | {\"a\":{\"dtype\":\"F8\",\"shape\":[2],\"data_offsets\":[0,2]}}",
        "shape | {\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "shape | {\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "data_offsets | {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "bytes 8 to 0 | {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
        "JSON | {\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"a\":1}",
        "JSON | {\"a\":",
        "no JSON object | [1]",
      })
  void refusesHeadersThatLie(String fault, String header) throws IOException {
    Path file = write(header, new byte[8]);

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(fault)
        .hasMessageContaining(file.toString());
  }

  @Test
  void refusesAHeaderLengthThatTheFileDoesNotHave() throws IOException {
    Path file = directory.resolve("long.safetensors");
    Files.write(
        file, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array());

    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("claims 1099511627776 bytes");
  }

  @Test
  void namesTheTensorThatIsMissingOrNoWeight() throws Exception {
    Path file =
        write("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", new byte[8]);

    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThatThrownBy(() -> read.floats("b"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("no tensor b");
      assertThatThrownBy(() -> read.floats("a"))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("a is I64");
    }
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text).put(data);
    return Files.write(directory.resolve("model.safetensors"), file.array());
  }
}
