// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** Both wire formats: they differ in the header and in who knows the schemas. */
final class AvroWireFormat implements WireFormat {

  private final WireKind kind;
  private final int maxRecordBytes;
  private final SchemaDirectory schemas;
  private final Runnable onClose;

  AvroWireFormat(WireKind kind, int maxRecordBytes, SchemaDirectory schemas, Runnable onClose) {
    this.kind = kind;
    this.maxRecordBytes = maxRecordBytes;
    this.schemas = schemas;
    this.onClose = onClose;
  }

  @Override
  public WireKind kind() {
    return kind;
  }

  @Override
  public <T extends SpecificRecord> RecordDeserializer<T> deserializer(Class<T> type) {
    RecordType record = RecordType.of(type);
    if (schemas instanceof KnownSchemas known) {
      known.know(record.schema());
    }
    return new AvroRecordDeserializer<>(kind, maxRecordBytes, record, schemas);
  }

  @Override
  public <T extends SpecificRecord> RecordSerializer<T> serializer(Class<T> type, String topic) {
    Objects.requireNonNull(topic, "topic is null");
    RecordType record = RecordType.of(type);
    schemas.expect(topic, record.schema());
    return new AvroRecordSerializer<>(kind, record, topic, schemas);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
