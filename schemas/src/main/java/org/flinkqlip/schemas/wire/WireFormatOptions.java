// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which wire format a job speaks.
 *
 * @param kind how records are framed
 * @param maxRecordBytes the longest payload that is deserialized, in bytes
 * @param registry where schemas live; set if and only if {@code kind} is CONFLUENT
 */
public record WireFormatOptions(
    WireKind kind, int maxRecordBytes, @Nullable SchemaRegistryOptions registry)
    implements Serializable {

  /** Twice the largest message that a generously configured broker lets through. */
  public static final int DEFAULT_MAX_RECORD_BYTES = 64 << 20;

  /** Checks that the parts fit together. */
  public WireFormatOptions {
    Objects.requireNonNull(kind, "kind is null");
    if (maxRecordBytes < 1) {
      throw new IllegalArgumentException(
          "maxRecordBytes is %d: must be at least 1".formatted(maxRecordBytes));
    }
    if (kind == WireKind.CONFLUENT && registry == null) {
      throw new IllegalArgumentException(
          "wire format CONFLUENT needs a schema registry: set its URL, or use SINGLE_OBJECT");
    }
    if (kind == WireKind.SINGLE_OBJECT && registry != null) {
      throw new IllegalArgumentException(
          "wire format SINGLE_OBJECT uses no schema registry: unset its URL, or use CONFLUENT");
    }
  }

  /** Avro single-object encoding, without a registry. */
  public static WireFormatOptions singleObject() {
    return new WireFormatOptions(WireKind.SINGLE_OBJECT, DEFAULT_MAX_RECORD_BYTES, null);
  }

  /** The framing of a schema registry with Confluent's API. */
  public static WireFormatOptions confluent(SchemaRegistryOptions registry) {
    return new WireFormatOptions(WireKind.CONFLUENT, DEFAULT_MAX_RECORD_BYTES, registry);
  }

  /** The same with another limit on the payload, in bytes. */
  public WireFormatOptions withMaxRecordBytes(int bytes) {
    return new WireFormatOptions(kind, bytes, registry);
  }

  /**
   * Opens the format. Does not talk to the registry yet.
   *
   * @throws IllegalArgumentException if a trust store or key store cannot be read
   */
  public WireFormat open() {
    return switch (kind) {
      case SINGLE_OBJECT -> new AvroWireFormat(kind, maxRecordBytes, new KnownSchemas(), () -> {});
      case CONFLUENT -> {
        SchemaRegistryClient client = SchemaRegistryClient.open(requireNonNull(registry));
        yield new AvroWireFormat(kind, maxRecordBytes, client, client::close);
      }
    };
  }
}
