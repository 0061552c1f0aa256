// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

/** What is wrong with a payload. None of these is healed by an immediate retry. */
public enum WireFault {
  /** No bytes at all. */
  EMPTY,
  /** The first bytes are not those of the configured {@link WireKind}. */
  BAD_MAGIC,
  /** No schema is known under the payload's id or fingerprint. */
  UNKNOWN_SCHEMA,
  /** The registry refuses the payload's id and answers others. */
  SCHEMA_REFUSED,
  /** The writer's schema is known, but a record it wrote cannot become the wanted record. */
  INCOMPATIBLE_SCHEMA,
  /** The payload ends before the record does, or a length or count claims more than is left. */
  TRUNCATED,
  /** The record ends before the payload does. */
  TRAILING_BYTES,
  /** The payload is longer than {@link WireFormatOptions#maxRecordBytes()}. */
  TOO_LARGE,
  /** The bytes are no record of the writer's schema. */
  CORRUPT
}
