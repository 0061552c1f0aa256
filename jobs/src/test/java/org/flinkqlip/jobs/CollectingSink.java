// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.flinkqlip.operators.record.OutboundRecord;

/** Collects what was written, in the order of writing, for a job in this process. */
final class CollectingSink implements Sink<OutboundRecord> {
  private static final long serialVersionUID = 1L;
  private static final Map<String, List<OutboundRecord>> WRITTEN = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();

  @Override
  public SinkWriter<OutboundRecord> createWriter(WriterInitContext context) {
    List<OutboundRecord> written = WRITTEN.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>());
    return new SinkWriter<>() {
      @Override
      public void write(OutboundRecord record, Context context) {
        written.add(record);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }

  /** What was written so far. */
  List<OutboundRecord> written() {
    return WRITTEN.getOrDefault(id, List.of());
  }
}
