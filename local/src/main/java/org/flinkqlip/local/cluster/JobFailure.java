package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A failure of a job.
 *
 * @param time when it failed
 * @param cause message of the innermost cause
 */
public record JobFailure(Instant time, String cause) {
  /** Rejects nulls. */
  public JobFailure {
    requireNonNull(time, "time is null");
    requireNonNull(cause, "cause is null");
  }
}
