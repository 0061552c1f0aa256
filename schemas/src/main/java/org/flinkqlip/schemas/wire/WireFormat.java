// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import org.apache.avro.specific.SpecificRecord;

/**
 * The wire format of a job, opened by {@link WireFormatOptions#open()}; closing it ends the
 * registry client's threads, after which no schema is fetched any more.
 */
public interface WireFormat extends AutoCloseable {

  /** How records are framed. */
  WireKind kind();

  /** A deserializer to {@code type}, the generated class of a record. */
  <T extends SpecificRecord> RecordDeserializer<T> deserializer(Class<T> type);

  /**
   * A serializer of {@code type} for {@code topic}. With a registry the subject is {@code
   * <topic>-value} (Confluent's TopicNameStrategy); otherwise the topic plays no part.
   */
  <T extends SpecificRecord> RecordSerializer<T> serializer(Class<T> type, String topic);

  @Override
  void close();
}
