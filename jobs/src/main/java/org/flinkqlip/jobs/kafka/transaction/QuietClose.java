// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what a task of the sink holds, and throws nothing: Flink ends the task manager when a task
 * that failed does not close, and the Kafka writer throws once more what made it fail. Nothing is
 * lost by that, since a task that did not fail has flushed and heard of every failure before.
 */
final class QuietClose {
  private static final Logger LOG = LoggerFactory.getLogger(QuietClose.class);

  private QuietClose() {}

  static void of(AutoCloseable held) {
    try {
      held.close();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.warn("{} did not close in order", held.getClass().getSimpleName(), e);
    }
  }
}
