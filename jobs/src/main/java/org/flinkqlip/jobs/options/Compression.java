// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.options;

import java.util.Locale;

/** A compression codec of Kafka. */
public enum Compression {
  NONE,
  GZIP,
  SNAPPY,
  LZ4,
  ZSTD;

  /** Kafka's name of it. */
  public String kafkaName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
