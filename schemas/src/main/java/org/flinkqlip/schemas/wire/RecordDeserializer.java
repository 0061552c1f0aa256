// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import org.jspecify.annotations.Nullable;

/**
 * Payloads to records of one type, whatever version of the schema wrote them.
 *
 * <p>Safe for use by several threads at once. Each call stands alone: a malformed payload leaves no
 * trace in the next record.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordDeserializer<T> {

  /**
   * Deserializes one payload. The record shares no memory with it.
   *
   * @param payload the whole value of a Kafka record; null counts as empty, so tombstones must be
   *     told apart before
   * @throws MalformedRecordException if the payload is no such record; whatever the bytes, memory
   *     is bounded by a small multiple of the payload's length
   * @throws RegistryException if the writer's schema could not be fetched
   */
  T deserialize(byte @Nullable [] payload) throws MalformedRecordException, RegistryException;
}
