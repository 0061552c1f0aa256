// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.model.export.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.flinkqlip.model.imaging.fuzzing.Jazzer;
import org.junit.jupiter.api.Test;

/** Coverage-guided beside the mutants of {@link CheckpointsHostileIT}. */
class SafetensorsJazzerHostileIT {
  @Test
  void whateverTheBytesAreTheyAreTensorsOrRefused() throws Exception {
    List<byte[]> seeds =
        List.of(
            file("{}", 0),
            file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}", 24),
            file(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                    + "\"a\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[0,2]},"
                    + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,0],\"data_offsets\":[2,2]},"
                    + "\"c\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[2,10]}}",
                10));

    System.out.println(
        Jazzer.fuzz(
            SafetensorsFuzzTarget.class, "org.flinkqlip.model.export.checkpoint.**", seeds));
  }

  private static byte[] file(String header, int data) {
    byte[] bytes = header.getBytes(UTF_8);
    return ByteBuffer.allocate(Long.BYTES + bytes.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(bytes.length)
        .put(bytes)
        .array();
  }
}
