// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.operators.device;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.util.ExceptionUtils;

/** What is closed together, the last opened first. Not thread-safe. */
@SuppressWarnings("try") // an interrupt may end the wait for a close
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes a resource over, and gives it back for use. */
  public <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Closes all of them, whichever fails.
   *
   * @throws Exception the first failure, with the others suppressed
   */
  @Override
  public void close() throws Exception {
    Exception failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        failure = ExceptionUtils.firstOrSuppressed(e, failure);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
