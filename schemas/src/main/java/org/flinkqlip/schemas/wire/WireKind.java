// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

/** How a record says which schema wrote it. */
public enum WireKind {
  /**
   * Avro's single-object encoding: {@code C3 01}, the CRC-64-AVRO fingerprint of the writer's
   * schema in 8 bytes little-endian, then the record. Needs no registry.
   */
  SINGLE_OBJECT(10),

  /**
   * The framing of a schema registry with Confluent's API: {@code 00}, the schema's id in 4 bytes
   * big-endian, then the record.
   */
  CONFLUENT(5);

  private final int headerLength;

  WireKind(int headerLength) {
    this.headerLength = headerLength;
  }

  /** Bytes before the record's own. */
  public int headerLength() {
    return headerLength;
  }
}
