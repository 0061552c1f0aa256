// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordsTest {
  private static final InputPosition INPUT = new InputPosition("images", 2, 1L << 40);

  @ParameterizedTest
  @MethodSource("recordTypes")
  void eachRecordIsAFlinkPojoWithoutKryo(Class<?> type) {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void aRecordSurvivesItsSerializer(T original) throws IOException {
    @SuppressWarnings("unchecked")
    TypeInformation<T> type = TypeInformation.of((Class<T>) original.getClass());
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(original, out);

    T copy = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));

    assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original).isNotSameAs(original);
  }

  @Test
  void aDifferentArrayMakesADifferentRecord() {
    SourceRecord record = new SourceRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {2});

    assertThat(new SourceRecord("t", 1, 2, 3, new byte[] {9}, new byte[] {2})).isNotEqualTo(record);
    assertThat(new SourceRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {9})).isNotEqualTo(record);
    assertThat(new OutboundRecord("t", new byte[] {1}, null, 3, INPUT))
        .isNotEqualTo(new OutboundRecord("t", new byte[] {1}, new byte[0], 3, INPUT));
  }

  @Test
  void textNamesTheRecordAndNotItsContent() {
    assertThat(new SourceRecord("images", 1, 2, 3, null, new byte[7]))
        .hasToString("SourceRecord[images-1@2, timestamp=3, key=null, value=7 bytes]");
  }

  static Stream<Class<?>> recordTypes() {
    return Stream.of(SourceRecord.class, OutboundRecord.class, InputPosition.class);
  }

  static Stream<Object> records() {
    return Stream.of(
        new SourceRecord("images", 3, 1L << 40, 1_700_000_000_000L, new byte[] {1}, new byte[] {2}),
        new SourceRecord("images", 0, 0, -1, null, null),
        new OutboundRecord("image-codes", new byte[] {1, 2}, new byte[] {3}, 5, INPUT),
        new OutboundRecord("image-codes", new byte[] {1, 2}, null, 5, INPUT));
  }
}
