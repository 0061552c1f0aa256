package org.flinkqlip.operators.tokenize;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * What is known of a record on its way: all of it when it is prepared, less when it failed before.
 *
 * @param origin where it came from
 * @param imageId identity of the image, or null
 * @param uri the event's uri without user info, or null
 * @param eventTime the event's time, or that of the Kafka record
 * @param attributes the event's attributes
 * @param contentSha256 of the encoded image, lower-case hexadecimal, or null
 * @param contentSize bytes of the encoded image, or null
 */
record ImageFacts(
    Origin origin,
    String imageId,
    String uri,
    Instant eventTime,
    Map<String, String> attributes,
    String contentSha256,
    Long contentSize) {

  static ImageFacts of(SourceRecord source) {
    return new ImageFacts(
        Origin.of(source),
        null,
        null,
        Instant.ofEpochMilli(source.timestamp()),
        Map.of(),
        null,
        null);
  }

  /** The record and the image, as messages name them. */
  String item() {
    String coordinates = origin.topic() + "-" + origin.partition() + "@" + origin.offset();
    return imageId == null ? coordinates : coordinates + " " + ResultRecords.clip(imageId, 100);
  }

  /** The image's id, or the input's key where the id is not known, if it is of a sane length. */
  byte[] deadLetterKey() {
    byte[] key =
        imageId == null || imageId.isEmpty()
            ? origin.key()
            : imageId.getBytes(StandardCharsets.UTF_8);
    return key == null || key.length > EventReader.MAX_ID_BYTES ? null : key;
  }

  ImageFacts withEvent(
      String imageId, String uri, Instant eventTime, Map<String, String> attributes) {
    return new ImageFacts(
        origin,
        imageId,
        uri,
        eventTime == null ? this.eventTime : eventTime,
        attributes,
        contentSha256,
        contentSize);
  }

  ImageFacts withContent(String contentSha256, long contentSize) {
    return new ImageFacts(origin, imageId, uri, eventTime, attributes, contentSha256, contentSize);
  }
}
