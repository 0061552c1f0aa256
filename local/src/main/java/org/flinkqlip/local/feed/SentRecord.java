// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import static java.util.Objects.requireNonNull;

import org.flinkqlip.jobs.audit.InputRecord;

/**
 * A record that the broker acknowledged.
 *
 * @param input where it is and what it must become
 * @param caption text that describes the image
 * @param sentNanos {@link System#nanoTime} when it was handed to the producer
 */
public record SentRecord(InputRecord input, String caption, long sentNanos) {

  /** Rejects nulls. */
  public SentRecord {
    requireNonNull(input, "input is null");
    requireNonNull(caption, "caption is null");
  }
}
