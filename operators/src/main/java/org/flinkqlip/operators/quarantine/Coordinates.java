package org.flinkqlip.operators.quarantine;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.flinkqlip.operators.record.SourceRecord;

/** Where a record is. */
public record Coordinates(String topic, int partition, long offset) {

  public Coordinates {
    requireNonNull(topic, "topic is null");
  }

  /** Those of a record as it was read. */
  public static Coordinates of(SourceRecord source) {
    return new Coordinates(source.topic(), source.partition(), source.offset());
  }

  /** Of {@code topic-partition@offset}; nothing if the text is not of that form. */
  public static Optional<Coordinates> parse(String text) {
    int at = text.lastIndexOf('@');
    int dash = text.lastIndexOf('-', at);
    if (dash < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Coordinates(
              text.substring(0, dash),
              Integer.parseInt(text.substring(dash + 1, at)),
              Long.parseLong(text.substring(at + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As people write it, {@code topic-partition@offset}. */
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
