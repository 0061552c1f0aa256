// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.feed;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.flinkqlip.jobs.audit.InputRecord;
import org.flinkqlip.jobs.audit.Position;

/** What a feed has sent so far. Safe for use by several threads at once. */
public final class FeedLog {

  private final Map<Position, SentRecord> records = new ConcurrentHashMap<>();

  /** Notes an acknowledged record. */
  public void add(SentRecord record) {
    records.put(record.input().position(), record);
  }

  /** Number of acknowledged records. */
  public int size() {
    return records.size();
  }

  /** The record at a position of the topic. */
  public Optional<SentRecord> at(Position position) {
    return Optional.ofNullable(records.get(position));
  }

  /** All acknowledged records, in no order. */
  public Collection<SentRecord> records() {
    return List.copyOf(records.values());
  }

  /** All acknowledged records as the audit wants them. */
  public List<InputRecord> inputs() {
    return records.values().stream().map(SentRecord::input).toList();
  }
}
