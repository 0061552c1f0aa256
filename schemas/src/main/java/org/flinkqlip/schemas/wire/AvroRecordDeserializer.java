// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Header, writer's schema, record, end: each checked in this order. */
final class AvroRecordDeserializer<T extends SpecificRecord> implements RecordDeserializer<T> {

  private final WireKind kind;
  private final int maxRecordBytes;
  private final RecordType type;
  private final SchemaDirectory schemas;
  private final Map<Long, Resolution<T>> resolutions = new ConcurrentHashMap<>();

  AvroRecordDeserializer(
      WireKind kind, int maxRecordBytes, RecordType type, SchemaDirectory schemas) {
    this.kind = kind;
    this.maxRecordBytes = maxRecordBytes;
    this.type = type;
    this.schemas = schemas;
  }

  @Override
  public T deserialize(byte @Nullable [] payload)
      throws MalformedRecordException, RegistryException {
    if (payload == null || payload.length == 0) {
      throw malformed(WireFault.EMPTY, "payload has no bytes: see what the producer writes", null);
    }
    if (payload.length > maxRecordBytes) {
      throw malformed(
          WireFault.TOO_LARGE,
          "payload of %d bytes exceeds the limit of %d: send a smaller record, an image by uri"
              .formatted(payload.length, maxRecordBytes),
          null);
    }
    DatumReader<T> reader = reader(FrameHeader.read(kind, payload));
    BoundedDecoder in = new BoundedDecoder(payload, kind.headerLength());
    T record = read(reader, in, payload.length);
    if (in.remaining() > 0) {
      throw malformed(
          WireFault.TRAILING_BYTES,
          "%d of %d bytes follow the record: one payload must hold one record"
              .formatted(in.remaining(), payload.length),
          null);
    }
    return record;
  }

  private T read(DatumReader<T> reader, BoundedDecoder in, int length)
      throws MalformedRecordException {
    try {
      return reader.read(null, in);
    } catch (EOFException e) {
      throw malformed(
          WireFault.TRUNCATED,
          "payload of %d bytes is too short: %s; see what cut it".formatted(length, e.getMessage()),
          e);
    } catch (IOException | RuntimeException e) {
      // Avro shows wrong bytes by a dozen unchecked types, such as a union's index out of bounds.
      throw malformed(
          WireFault.CORRUPT,
          "payload of %d bytes does not hold its schema's values (%s): see what the producer writes"
              .formatted(length, e.getMessage()),
          e);
    }
  }

  private DatumReader<T> reader(long schemaId) throws MalformedRecordException, RegistryException {
    Resolution<T> known = resolutions.get(schemaId);
    if (known == null) {
      Schema writer = schemas.schema(schemaId);
      known = resolutions.computeIfAbsent(schemaId, id -> resolve(writer));
    }
    if (known.reader() == null) {
      throw malformed(WireFault.INCOMPATIBLE_SCHEMA, known.conflict(), null);
    }
    return known.reader();
  }

  private Resolution<T> resolve(Schema writer) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(type.schema(), writer);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return new Resolution<>(new RecordReader<>(writer, type.schema(), type.model()), "");
    }
    String conflicts =
        String.join(
            ", ",
            pair.getResult().getIncompatibilities().stream()
                .map(conflict -> conflict.getType() + " at " + conflict.getLocation())
                .toList());
    return new Resolution<>(
        null,
        "writer's schema %s cannot be read as this record (%s): send this topic its own records"
            .formatted(writer.getFullName(), conflicts));
  }

  private MalformedRecordException malformed(
      WireFault fault, String message, @Nullable Throwable cause) {
    return new MalformedRecordException(fault, "[" + type.name() + "] " + message, cause);
  }

  /** How to read one writer's records: by {@code reader}, or not because of {@code conflict}. */
  private record Resolution<T>(@Nullable DatumReader<T> reader, String conflict) {}
}
