// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.outcome;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.flinkqlip.operators.record.SourceRecord;
import org.flinkqlip.schemas.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a record on its way: all of it when it is prepared, less when it failed before.
 *
 * @param origin where it came from
 * @param id identity of the image or caption, or null
 * @param uri the record's uri without user info, or null
 * @param eventTime the record's own time, or that of the Kafka record
 * @param attributes the record's attributes
 * @param contentSha256 of the encoded image, lower-case hexadecimal, or null
 * @param contentSize bytes of the encoded image, or of a caption in UTF-8, or null
 */
public record RecordFacts(
    Origin origin,
    @Nullable String id,
    @Nullable String uri,
    Instant eventTime,
    Map<String, String> attributes,
    @Nullable String contentSha256,
    @Nullable Long contentSize) {

  public RecordFacts {
    requireNonNull(origin, "origin is null");
    requireNonNull(eventTime, "eventTime is null");
    requireNonNull(attributes, "attributes is null");
  }

  /** Of a record that nobody has looked into. */
  public static RecordFacts of(SourceRecord source) {
    return new RecordFacts(
        Origin.of(source),
        null,
        null,
        Instant.ofEpochMilli(source.timestamp()),
        Map.of(),
        null,
        null);
  }

  /** The record and its identity, as messages name them. */
  public String item() {
    String coordinates = origin.position().toString();
    return id == null ? coordinates : coordinates + " " + ClippedText.of(id, 100);
  }

  /** The key of every result. */
  public byte[] key() {
    return requireNonNull(id, "a result without identity").getBytes(StandardCharsets.UTF_8);
  }

  /** The identity, or the input's key where it is not known, if it is of a sane length. */
  byte @Nullable [] deadLetterKey() {
    byte[] key = id == null || id.isEmpty() ? origin.key() : key();
    return key == null || key.length > RecordIdentity.MAX_BYTES ? null : key;
  }

  /**
   * With what the record says of itself.
   *
   * @param eventTime null for the Kafka record's
   */
  public RecordFacts withEvent(
      @Nullable String id,
      @Nullable String uri,
      @Nullable Instant eventTime,
      Map<String, String> attributes) {
    return new RecordFacts(
        origin,
        id,
        uri,
        eventTime == null ? this.eventTime : eventTime,
        attributes,
        contentSha256,
        contentSize);
  }

  /**
   * With the digest of the content and its size.
   *
   * @param contentSize null if the content itself was not at hand
   */
  public RecordFacts withContent(@Nullable String contentSha256, @Nullable Long contentSize) {
    return new RecordFacts(origin, id, uri, eventTime, attributes, contentSha256, contentSize);
  }

  /** What makes a record smaller that carries the attributes, in a few words. */
  public String fewerAttributes() {
    return "send fewer attributes (%d now)".formatted(attributes.size());
  }

  /** Where a result comes from, and which model made it. */
  public Provenance provenance(String modelId) {
    return Provenance.newBuilder()
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setContentSha256(contentSha256)
        .setModelId(modelId)
        .setTimestamp(origin.timestamp() < 0 ? null : Instant.ofEpochMilli(origin.timestamp()))
        .build();
  }
}
