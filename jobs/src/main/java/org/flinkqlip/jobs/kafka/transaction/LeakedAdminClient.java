// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.kafka.transaction;

import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Kafka sink's writer leaves open. That of flink-connector-kafka 5.0.0 makes an admin
 * client to list open transactions and never closes it: a thread and four file descriptors for each
 * restart of the job. Not needed with a version whose writer closes it.
 */
final class LeakedAdminClient {
  private static final Logger LOG = LoggerFactory.getLogger(LeakedAdminClient.class);
  private static final String ADMIN_CLIENT = "adminClient";

  private LeakedAdminClient() {}

  /** Closes that of a writer, if it has made one. */
  static void close(Object writer) throws Exception {
    for (Class<?> type = writer.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(ADMIN_CLIENT)) {
          close(field, writer);
        }
      }
    }
  }

  private static void close(Field field, Object writer) throws Exception {
    AutoCloseable admin;
    try {
      field.setAccessible(true);
      admin = (AutoCloseable) field.get(writer);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("An admin client of the Kafka sink may stay open", e);
      return;
    }
    if (admin != null) {
      admin.close();
    }
  }
}
