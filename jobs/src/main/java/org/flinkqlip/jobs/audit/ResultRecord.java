// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A committed record of a topic that a job writes, reduced to what the check needs.
 *
 * @param topic which topic
 * @param position where it is in that topic
 * @param key the record's key, if it has one
 * @param content what it says, empty for a tombstone
 */
public record ResultRecord(
    String topic, Position position, Optional<String> key, Optional<Content> content) {

  /**
   * The part of a result that is not a tombstone.
   *
   * @param source the input record it claims to come from
   * @param modelId the model that it names
   * @param category a dead letter's category, else empty
   * @param sha256 of what it was made of, in 64 lower-case hex digits, if it tells
   */
  public record Content(
      Position source, String modelId, Optional<String> category, Optional<String> sha256) {

    /** Rejects nulls. */
    public Content {
      requireNonNull(source, "source is null");
      requireNonNull(modelId, "modelId is null");
      requireNonNull(category, "category is null");
      requireNonNull(sha256, "sha256 is null");
    }

    /** One that does not tell what it was made of. */
    public Content(Position source, String modelId, Optional<String> category) {
      this(source, modelId, category, Optional.empty());
    }
  }

  /** Rejects nulls. */
  public ResultRecord {
    requireNonNull(topic, "topic is null");
    requireNonNull(position, "position is null");
    requireNonNull(key, "key is null");
    requireNonNull(content, "content is null");
  }

  /** Whether it asks to forget its key. */
  public boolean isTombstone() {
    return content.isEmpty();
  }
}
