// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.schemas.wire;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Ids without a schema that the registry gives us, and why, for a while: a flood of damaged records
 * must not become a flood of requests. Safe for several threads.
 */
final class UnknownIds {
  private static final int MAX_IDS = 10_000;

  private final long ttlNanos;
  private final Ticker ticker;
  private final Map<Long, Miss> misses = new LinkedHashMap<>();

  private record Miss(long nanos, WireFault fault, String message) {}

  UnknownIds(Duration ttl, Ticker ticker) {
    this.ttlNanos = ttl.toNanos();
    this.ticker = ticker;
  }

  /** What is wrong with an id, if it is known to have no schema for us. */
  synchronized Optional<MalformedRecordException> find(long id) {
    long now = ticker.nanoTime();
    Iterator<Miss> oldest = misses.values().iterator();
    while (oldest.hasNext() && now - oldest.next().nanos() >= ttlNanos) {
      oldest.remove();
    }
    return Optional.ofNullable(misses.get(id))
        .map(miss -> new MalformedRecordException(miss.fault(), miss.message()));
  }

  /** Remembers an id, and gives the failure of the record at hand. */
  synchronized MalformedRecordException add(long id, WireFault fault, String message) {
    misses.remove(id);
    if (misses.size() == MAX_IDS) {
      misses.remove(misses.keySet().iterator().next());
    }
    misses.put(id, new Miss(ticker.nanoTime(), fault, message));
    return new MalformedRecordException(fault, message);
  }
}
