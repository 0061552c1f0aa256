// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/** Wire formats without a network, and payloads that our own encoders would not write. */
final class TestFormats {

  static final int MAX_RECORD_BYTES = 1 << 20;

  private TestFormats() {}

  static WireFormat open(WireKind kind) {
    return open(kind, new InMemoryDirectory());
  }

  /** Both kinds share the schemas of {@code directory}, so that tests can add versions. */
  static WireFormat open(WireKind kind, SchemaDirectory directory) {
    return switch (kind) {
      case SINGLE_OBJECT ->
          WireFormatOptions.singleObject().withMaxRecordBytes(MAX_RECORD_BYTES).open();
      case CONFLUENT -> new AvroWireFormat(kind, MAX_RECORD_BYTES, directory, () -> {});
    };
  }

  @SuppressWarnings("unchecked")
  static <T extends SpecificRecord> byte[] encode(WireFormat format, T record) {
    try {
      return format.serializer((Class<T>) record.getClass(), "topic").serialize(record);
    } catch (RegistryException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The record's own bytes, without a header, as Avro's generic writer gives them. */
  static byte[] body(GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** Avro's variable-length zig-zag number. */
  static byte[] number(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
      out.writeLong(value);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Schema schema(String json) {
    return new Schema.Parser().parse(json);
  }
}
