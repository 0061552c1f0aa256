// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

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

  /** The cause that started a failure, which Flink wraps in several layers. */
  static String rootCause(SerializedThrowable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
      cause = cause.getCause();
    }
    return cause instanceof SerializedThrowable serialized
        ? requireNonNullElse(serialized.getMessage(), serialized.toString())
        : ExceptionUtils.stringifyException(cause).lines().findFirst().orElse(cause.toString());
  }
}
