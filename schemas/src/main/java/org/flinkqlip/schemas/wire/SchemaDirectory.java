// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import org.apache.avro.Schema;

/** Schemas by the id that stands in a payload's header, and back. Safe for several threads. */
interface SchemaDirectory {

  /**
   * The schema with which a payload was written.
   *
   * @param id the header's id or fingerprint
   * @throws MalformedRecordException UNKNOWN_SCHEMA, or INCOMPATIBLE_SCHEMA if it is no Avro schema
   */
  Schema schema(long id) throws MalformedRecordException, RegistryException;

  /** Takes note of a schema whose id will be wanted. */
  default void expect(String topic, Schema schema) {}

  /** The id to put into the header of a record of {@code schema} on {@code topic}. */
  long id(String topic, Schema schema) throws RegistryException;
}
