package org.flinkqlip.schemas.wire;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ids that the registry did not know, for a while: a flood of damaged records must not become a
 * flood of requests.
 *
 * <p>Records damaged at random bring a new id each time, which no memory of ids can stop. So a miss
 * also holds back the next question by {@link #MISS_SPACING}. Ids that the registry does know are
 * cached and never wait here. Not safe for several threads.
 */
final class UnknownIds {

  /** At most 50 misses reach the registry in a second. */
  static final Duration MISS_SPACING = Duration.ofMillis(20);

  private static final int MAX_IDS = 10_000;

  private final long ttlNanos;
  private final Ticker ticker;
  private final Map<Long, Long> missedAt = new LinkedHashMap<>();
  private long lastMiss;

  UnknownIds(Duration ttl, Ticker ticker) {
    this.ttlNanos = ttl.toNanos();
    this.ticker = ticker;
  }

  boolean contains(long id) {
    long now = ticker.nanoTime();
    Iterator<Long> oldest = missedAt.values().iterator();
    while (oldest.hasNext() && now - oldest.next() >= ttlNanos) {
      oldest.remove();
    }
    return missedAt.containsKey(id);
  }

  void add(long id) {
    lastMiss = ticker.nanoTime();
    if (missedAt.size() == MAX_IDS) {
      missedAt.remove(missedAt.keySet().iterator().next());
    }
    missedAt.put(id, lastMiss);
  }

  /** How long to wait before the next question; zero or less for not at all. */
  Duration pause() {
    return missedAt.isEmpty()
        ? Duration.ZERO
        : MISS_SPACING.minusNanos(ticker.nanoTime() - lastMiss);
  }
}
