// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.benchmarks.pipeline;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** How closely the results of a job are watched; each look costs the broker some work. */
enum Watch {
  /** Every result as soon as it is written, for latencies. */
  CLOSELY(1, 20),

  /** Many at a time, at most a tenth of a second late, for throughput. */
  FROM_AFAR(256 << 10, 100);

  private final int leastBytes;
  private final int waitMillis;

  Watch(int leastBytes, int waitMillis) {
    this.leastBytes = leastBytes;
    this.waitMillis = waitMillis;
  }

  /** A consumer's settings. */
  Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
        leastBytes,
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        waitMillis);
  }
}
