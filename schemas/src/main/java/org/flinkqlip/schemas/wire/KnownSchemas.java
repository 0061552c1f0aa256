// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas that this build knows by fingerprint: every released version of every record it was
 * asked for.
 *
 * <p>Versions are resources named {@code released/<record>/v<n>.avsc}, n counting from 1 without a
 * gap; the newest is the current one.
 */
final class KnownSchemas implements SchemaDirectory {

  private static final String RESOURCE = "/org/flinkqlip/schemas/released/%s/v%d.avsc";

  private final Map<Long, Schema> byFingerprint = new ConcurrentHashMap<>();

  /** Adds the current schema of a record and its released versions. */
  void know(Schema current) {
    for (Schema version : released(current.getName())) {
      byFingerprint.put(fingerprint(version), version);
    }
    byFingerprint.put(fingerprint(current), current);
  }

  @Override
  public Schema schema(long id) throws MalformedRecordException {
    Schema schema = byFingerprint.get(id);
    if (schema == null) {
      throw new MalformedRecordException(
          WireFault.UNKNOWN_SCHEMA,
          ("fingerprint %016x belongs to no version of a record known here: use the producer's"
                  + " schema from docs/reference/records.md, or upgrade this reader")
              .formatted(id));
    }
    return schema;
  }

  @Override
  public long id(String topic, Schema schema) {
    return fingerprint(schema);
  }

  /** The released versions of a record, oldest first; empty if there is none. */
  static List<Schema> released(String recordName) {
    List<Schema> versions = new ArrayList<>();
    while (true) {
      String name = RESOURCE.formatted(recordName, versions.size() + 1);
      try (InputStream in = KnownSchemas.class.getResourceAsStream(name)) {
        if (in == null) {
          return versions;
        }
        versions.add(new Schema.Parser().parse(in));
      } catch (IOException e) {
        throw new UncheckedIOException("resource %s cannot be read".formatted(name), e);
      }
    }
  }

  /** CRC-64-AVRO over the Parsing Canonical Form. */
  static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }
}
