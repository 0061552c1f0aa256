// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.progress;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A moment of a stream.
 *
 * @param in input records that the broker acknowledged
 * @param tokenized input records with codes and embedding, committed
 * @param deadLettered input records with a dead letter, committed
 * @param tombstones input records with tombstones, committed
 * @param latencyP50 median time from the feed to the committed result
 * @param latencyP99 99th percentile of it
 */
public record StreamCounts(
    long in,
    long tokenized,
    long deadLettered,
    long tombstones,
    Optional<Duration> latencyP50,
    Optional<Duration> latencyP99) {

  /** Rejects nulls. */
  public StreamCounts {
    requireNonNull(latencyP50, "latencyP50 is null");
    requireNonNull(latencyP99, "latencyP99 is null");
  }

  /** Input records that are done. */
  public long completed() {
    return tokenized + deadLettered + tombstones;
  }
}
