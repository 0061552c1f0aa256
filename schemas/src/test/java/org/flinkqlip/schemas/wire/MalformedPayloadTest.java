// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.DeadLetter;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedPayloadTest {

  private static final long TWO_GB = Integer.MAX_VALUE - 8L;
  private static final byte[] ID = {2, 'a'};

  private final InMemoryDirectory directory = new InMemoryDirectory();

  @ParameterizedTest
  @EnumSource
  void noBytesAreEmpty(WireKind kind) {
    assertFault(kind, ImageEvent.class, new byte[0], WireFault.EMPTY);
    assertFault(kind, ImageEvent.class, null, WireFault.EMPTY);
  }

  @Test
  void theOtherFramingIsABadMagicThatNamesIt() {
    assertThat(
            assertFault(
                WireKind.SINGLE_OBJECT,
                ImageEvent.class,
                payload(WireKind.CONFLUENT, Samples.imageEvent()),
                WireFault.BAD_MAGIC))
        .hasMessageContaining("looks like CONFLUENT");
    assertThat(
            assertFault(
                WireKind.CONFLUENT,
                ImageEvent.class,
                payload(WireKind.SINGLE_OBJECT, Samples.imageEvent()),
                WireFault.BAD_MAGIC))
        .hasMessageContaining("looks like SINGLE_OBJECT");
  }

  @ParameterizedTest
  @EnumSource
  void anythingElseInFrontIsABadMagic(WireKind kind) {
    byte[] payload = payload(kind, Samples.imageEvent());
    payload[0] = '{';

    assertFault(kind, ImageEvent.class, payload, WireFault.BAD_MAGIC);
  }

  @Test
  void anotherVersionOfSingleObjectEncodingIsABadMagic() {
    byte[] payload = payload(WireKind.SINGLE_OBJECT, Samples.imageEvent());
    payload[1] = 2;

    assertFault(WireKind.SINGLE_OBJECT, ImageEvent.class, payload, WireFault.BAD_MAGIC);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownIdIsAnUnknownSchema(WireKind kind) {
    byte[] payload = payload(kind, Samples.imageEvent());
    payload[kind.headerLength() - 1] ^= 0x55;

    assertFault(kind, ImageEvent.class, payload, WireFault.UNKNOWN_SCHEMA);
  }

  @Test
  void anotherRecordOfTheSameFormatIsIncompatible() {
    byte[] payload = payload(WireKind.CONFLUENT, Samples.imageCodes());

    assertThat(
            assertFault(
                WireKind.CONFLUENT, ImageEvent.class, payload, WireFault.INCOMPATIBLE_SCHEMA))
        .hasMessageContaining("ImageCodes");
  }

  @ParameterizedTest
  @EnumSource
  void everyPrefixIsTruncated(WireKind kind) {
    for (SpecificRecord record : Samples.all()) {
      byte[] payload = payload(kind, record);
      RecordDeserializer<? extends SpecificRecord> deserializer = decoder(kind, record.getClass());
      for (int length = 1; length < payload.length; length++) {
        assertThat(failure(deserializer, Arrays.copyOf(payload, length)).fault())
            .as("%s cut to %d bytes", record.getSchema().getName(), length)
            .isEqualTo(WireFault.TRUNCATED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesAfterTheRecordAreTrailing(WireKind kind) {
    for (SpecificRecord record : Samples.all()) {
      byte[] payload = payload(kind, record);
      byte[] longer = Arrays.copyOf(payload, payload.length + 1);

      assertFault(kind, record.getClass(), longer, WireFault.TRAILING_BYTES);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPayloadOverTheLimitIsTooLarge(WireKind kind) {
    byte[] payload =
        Arrays.copyOf(payload(kind, Samples.imageEvent()), TestFormats.MAX_RECORD_BYTES + 1);

    assertThat(assertFault(kind, ImageEvent.class, payload, WireFault.TOO_LARGE))
        .hasMessageContaining("limit of 1048576");
  }

  @ParameterizedTest
  @EnumSource
  void aUnionIndexOutOfBoundsIsCorrupt(WireKind kind) {
    for (long index : new long[] {2, -1, 1 << 20, Integer.MIN_VALUE}) {
      byte[] payload =
          TestFormats.concat(header(kind, ImageEvent.getClassSchema()), ID, number(index), ID);

      assertFault(kind, ImageEvent.class, payload, WireFault.CORRUPT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMalformedRecordLeavesNoTraceInTheNext(WireKind kind) throws Exception {
    RecordDeserializer<ImageCodes> deserializer = decoder(kind, ImageCodes.class);
    byte[] good = payload(kind, Samples.imageCodes());

    failure(deserializer, Arrays.copyOf(good, good.length - 3));
    failure(deserializer, Arrays.copyOf(good, good.length + 40));

    assertThat(deserializer.deserialize(good)).isEqualTo(Samples.imageCodes());
  }

  /** Payloads that claim 2 GB in each kind of length that a record can hold. */
  static Stream<Arguments> claims() {
    byte[] time = number(0);
    byte[] none = {0};
    return Stream.of(WireKind.values())
        .flatMap(
            kind ->
                Stream.of(
                    Arguments.of("string", kind, ImageEvent.class, number(TWO_GB)),
                    Arguments.of(
                        "bytes",
                        kind,
                        ImageEvent.class,
                        TestFormats.concat(ID, number(1), number(TWO_GB))),
                    Arguments.of(
                        "map",
                        kind,
                        ImageEvent.class,
                        TestFormats.concat(ID, none, none, none, none, none, number(TWO_GB))),
                    Arguments.of(
                        "array",
                        kind,
                        ImageCodes.class,
                        TestFormats.concat(ID, time, none, none, none, number(TWO_GB))),
                    Arguments.of(
                        "array of a huge block",
                        kind,
                        ImageCodes.class,
                        TestFormats.concat(
                            ID, time, none, none, none, number(-1), number(TWO_GB)))));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("claims")
  void aLengthThatClaimsTwoGigabytesAllocatesNothingOfTheKind(
      String what, WireKind kind, Class<? extends SpecificRecord> type, byte[] body) {
    Schema schema = RecordType.of(type).schema();
    byte[] payload = TestFormats.concat(header(kind, schema), body, new byte[64]);
    RecordDeserializer<? extends SpecificRecord> deserializer = decoder(kind, type);
    failure(deserializer, payload);

    long before = Allocation.ofThisThread();
    MalformedRecordException failure = failure(deserializer, payload);
    long allocated = Allocation.ofThisThread() - before;

    assertThat(failure.fault()).isEqualTo(WireFault.TRUNCATED);
    assertThat(allocated).as("bytes allocated for %s", what).isLessThan(1 << 18);
  }

  @Test
  void aBillionItemsOfNoBytesAreNotCountedThrough() {
    Schema nulls =
        TestFormats.schema(
            """
            {"type": "record", "name": "DeadLetter", "namespace": "org.flinkqlip.schemas", "fields":
              [{"name": "extra", "type": {"type": "array", "items": "null"}}]}
            """);
    Schema current = DeadLetter.getClassSchema();
    Schema writer = Schema.createRecord(current.getName(), null, current.getNamespace(), false);
    writer.setFields(
        Stream.concat(nulls.getFields().stream(), current.getFields().stream())
            .map(field -> new Schema.Field(field, field.schema()))
            .toList());
    byte[] payload =
        TestFormats.concat(header(WireKind.CONFLUENT, writer), number(1_000_000_000), new byte[64]);

    assertFault(WireKind.CONFLUENT, DeadLetter.class, payload, WireFault.TRUNCATED);
  }

  private MalformedRecordException assertFault(
      WireKind kind, Class<? extends SpecificRecord> type, byte[] payload, WireFault fault) {
    MalformedRecordException failure = failure(decoder(kind, type), payload);
    assertThat(failure.fault()).isEqualTo(fault);
    return failure;
  }

  private static MalformedRecordException failure(
      RecordDeserializer<?> deserializer, byte[] payload) {
    return catchThrowableOfType(
        MalformedRecordException.class, () -> deserializer.deserialize(payload));
  }

  private <T extends SpecificRecord> RecordDeserializer<T> decoder(WireKind kind, Class<T> type) {
    return TestFormats.open(kind, directory).deserializer(type);
  }

  private byte[] payload(WireKind kind, SpecificRecord record) {
    return TestFormats.encode(TestFormats.open(kind, directory), record);
  }

  private byte[] header(WireKind kind, Schema schema) {
    return switch (kind) {
      case SINGLE_OBJECT -> FrameHeader.write(kind, KnownSchemas.fingerprint(schema));
      case CONFLUENT -> FrameHeader.write(kind, directory.id("topic", schema));
    };
  }

  private static byte[] number(long value) {
    return TestFormats.number(value);
  }
}
