// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Header, then record, into a new array. */
final class AvroRecordSerializer<T extends SpecificRecord> implements RecordSerializer<T> {

  private static final int SMALLEST_BUFFER = 256;

  private final WireKind kind;
  private final RecordType type;
  private final String topic;
  private final SchemaDirectory schemas;
  private final DatumWriter<T> writer;
  private volatile byte @Nullable [] header;
  private volatile int lastSize = SMALLEST_BUFFER;

  AvroRecordSerializer(WireKind kind, RecordType type, String topic, SchemaDirectory schemas) {
    this.kind = kind;
    this.type = type;
    this.topic = topic;
    this.schemas = schemas;
    this.writer = new RecordWriter<>(type.schema(), type.model());
  }

  @Override
  public byte[] serialize(T record) throws RegistryException {
    // The records of a topic have much the same size.
    ArrayEncoder out = new ArrayEncoder(header(), lastSize + SMALLEST_BUFFER);
    try {
      writer.write(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException("[%s] writing to memory failed".formatted(type.name()), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "[%s] record does not fit its schema: %s; set every field as its doc says"
              .formatted(type.name(), e.getMessage()),
          e);
    }
    lastSize = out.size();
    return out.toByteArray();
  }

  private byte[] header() throws RegistryException {
    byte[] known = header;
    if (known == null) {
      known = FrameHeader.write(kind, schemas.id(topic, type.schema()));
      header = known;
    }
    return known;
  }
}
