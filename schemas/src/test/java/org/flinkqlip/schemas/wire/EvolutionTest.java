// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.flinkqlip.schemas.ImageCodes;
import org.flinkqlip.schemas.ImageEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Old readers on new writers and the reverse, with versions made up for the purpose: our records
 * play the one side, Avro's generic reader and writer the other.
 */
class EvolutionTest {

  private final InMemoryDirectory directory = new InMemoryDirectory();

  static Stream<SpecificRecord> records() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void fieldsThatANewerWriterAddsAreSkipped(SpecificRecord record) throws Exception {
    Schema newer = newer(record.getSchema());
    GenericRecord written = asWrittenBy(newer, record);
    written.put("added1", List.of("x", "y"));
    written.put("added2", Map.of("k", 1.5));

    assertThat(decode(record, newer, written)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void anOlderReaderOfOtherHandsReadsOurRecords(SpecificRecord record) throws Exception {
    Schema older = withoutOptionalFields(record.getSchema());

    GenericRecord read = readOurs(record, older);

    GenericRecord whole = readOurs(record, record.getSchema());
    for (Schema.Field field : older.getFields()) {
      assertThat(read.get(field.name())).as(field.name()).isEqualTo(whole.get(field.name()));
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void aNewerReaderOfOtherHandsFillsInItsDefaults(SpecificRecord record) throws Exception {
    GenericRecord read = readOurs(record, newer(record.getSchema()));

    assertThat(read.get("added1")).isEqualTo(List.of());
    assertThat(read.get("added2")).isEqualTo(Map.of());
    assertThat(read.getSchema().getFields()).hasSize(fieldCount(record) + 2);
  }

  @Test
  void optionalFieldsThatAnOlderWriterLacksTakeTheirDefaults() throws Exception {
    ImageEvent event = Samples.imageEvent();
    Schema older = withoutOptionalFields(event.getSchema());

    ImageEvent read = (ImageEvent) decode(event, older, asWrittenBy(older, event));

    assertThat(read).isEqualTo(new ImageEvent("cat-42", null, null, null, null, null, Map.of()));
  }

  @Test
  void aWriterThatLacksARequiredFieldIsIncompatibleAndTheFieldIsNamed() {
    ImageCodes codes = Samples.imageCodes();
    Schema without = withFields(codes.getSchema(), fields -> without(fields, "bitsPerCode"));

    MalformedRecordException failure =
        catchThrowableOfType(
            MalformedRecordException.class,
            () -> decode(codes, without, asWrittenBy(without, codes)));

    assertThat(failure.fault()).isEqualTo(WireFault.INCOMPATIBLE_SCHEMA);
    assertThat(failure).hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
  }

  @Test
  void anIncompatibleWriterStaysIncompatible() {
    ImageCodes codes = Samples.imageCodes();
    Schema without = withFields(codes.getSchema(), fields -> without(fields, "codes"));
    byte[] payload = confluent(without, asWrittenBy(without, codes));
    RecordDeserializer<ImageCodes> deserializer =
        TestFormats.open(WireKind.CONFLUENT, directory).deserializer(ImageCodes.class);

    for (int i = 0; i < 2; i++) {
      assertThat(
              catchThrowableOfType(
                      MalformedRecordException.class, () -> deserializer.deserialize(payload))
                  .fault())
          .isEqualTo(WireFault.INCOMPATIBLE_SCHEMA);
    }
  }

  @Test
  void singleObjectEncodingResolvesAKnownOlderWriter() throws Exception {
    ImageEvent event = Samples.imageEvent();
    Schema older = withoutOptionalFields(event.getSchema());
    KnownSchemas known = new KnownSchemas();
    known.know(older);
    byte[] payload =
        TestFormats.concat(
            FrameHeader.write(WireKind.SINGLE_OBJECT, KnownSchemas.fingerprint(older)),
            TestFormats.body(asWrittenBy(older, event)));
    WireFormat format = new AvroWireFormat(WireKind.SINGLE_OBJECT, 1000, known, () -> {});

    assertThat(format.deserializer(ImageEvent.class).deserialize(payload).getImageId())
        .isEqualTo("cat-42");
  }

  private SpecificRecord decode(SpecificRecord like, Schema writer, GenericRecord written)
      throws Exception {
    return TestFormats.open(WireKind.CONFLUENT, directory)
        .deserializer(like.getClass())
        .deserialize(confluent(writer, written));
  }

  private byte[] confluent(Schema writer, GenericRecord written) {
    long id = directory.id("topic", writer);
    return TestFormats.concat(FrameHeader.write(WireKind.CONFLUENT, id), TestFormats.body(written));
  }

  /** The record's fields in another version's shape; fields that version adds stay unset. */
  private static GenericRecord asWrittenBy(Schema writer, SpecificRecord record) {
    try {
      return readOurs(record, writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenericRecord readOurs(SpecificRecord record, Schema reader) throws IOException {
    byte[] ours = TestFormats.encode(TestFormats.open(WireKind.SINGLE_OBJECT), record);
    int start = WireKind.SINGLE_OBJECT.headerLength();
    return new GenericDatumReader<GenericRecord>(record.getSchema(), reader)
        .read(null, DecoderFactory.get().binaryDecoder(ours, start, ours.length - start, null));
  }

  /** One field in front and one at the end, both with defaults. */
  private static Schema newer(Schema schema) {
    Schema texts = Schema.createArray(Schema.create(Schema.Type.STRING));
    Schema weights = Schema.createMap(Schema.create(Schema.Type.DOUBLE));
    return withFields(
        schema,
        fields -> {
          List<Schema.Field> more = new ArrayList<>(fields);
          more.add(0, new Schema.Field("added1", texts, null, List.of()));
          more.add(new Schema.Field("added2", weights, null, Map.of()));
          return more;
        });
  }

  private static Schema withoutOptionalFields(Schema schema) {
    return withFields(
        schema, fields -> fields.stream().filter(field -> !field.hasDefaultValue()).toList());
  }

  private static List<Schema.Field> without(List<Schema.Field> fields, String name) {
    return fields.stream().filter(field -> !field.name().equals(name)).toList();
  }

  private static Schema withFields(Schema schema, UnaryOperator<List<Schema.Field>> change) {
    List<Schema.Field> copies =
        schema.getFields().stream().map(field -> new Schema.Field(field, field.schema())).toList();
    return Schema.createRecord(
        schema.getName(), schema.getDoc(), schema.getNamespace(), false, change.apply(copies));
  }

  private static int fieldCount(SpecificRecord record) {
    return record.getSchema().getFields().size();
  }
}
