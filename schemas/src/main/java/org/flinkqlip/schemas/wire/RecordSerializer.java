// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

/**
 * Records of one type to the payloads of one topic.
 *
 * <p>Safe for use by several threads at once.
 *
 * @param <T> the record
 */
@FunctionalInterface
public interface RecordSerializer<T> {

  /**
   * Serializes one record into a new array.
   *
   * @throws RegistryException if the schema's id could not be had; only the first call asks
   * @throws IllegalArgumentException if a field that must be set is null, or holds what its schema
   *     does not allow
   */
  byte[] serialize(T record) throws RegistryException;
}
