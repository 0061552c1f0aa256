package org.flinkqlip.local.cluster;

import static java.util.Objects.requireNonNullElse;

import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/** The cause that started a failure, which Flink wraps in several layers. */
final class RootCause {
  private RootCause() {}

  static String describe(SerializedThrowable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause.getCause() != null && depth < 50; depth++) {
      cause = cause.getCause();
    }
    return cause instanceof SerializedThrowable serialized
        ? requireNonNullElse(serialized.getMessage(), serialized.toString())
        : ExceptionUtils.stringifyException(cause).lines().findFirst().orElse(cause.toString());
  }
}
