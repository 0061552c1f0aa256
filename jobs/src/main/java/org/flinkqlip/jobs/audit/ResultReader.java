// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs.audit;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.flinkqlip.schemas.wire.WireFormat;

/** Reads what a job has committed, from the beginning. Not thread-safe. */
public final class ResultReader implements AutoCloseable {

  private final CommittedTopics records;
  private final ResultParser parser;

  /** Reads with a consumer, which it closes in the end. */
  public ResultReader(Consumer<byte[], byte[]> consumer, StreamTopics topics, WireFormat format) {
    this(new CommittedTopics(consumer, topics.written()), topics, format);
  }

  private ResultReader(CommittedTopics records, StreamTopics topics, WireFormat format) {
    this.records = records;
    this.parser = new ResultParser(topics, format);
  }

  /** Reads from the broker at an address. */
  public static ResultReader of(String bootstrapServers, StreamTopics topics, WireFormat format) {
    return new ResultReader(CommittedTopics.of(bootstrapServers, topics.written()), topics, format);
  }

  /**
   * Results committed since the last call; waits up to a tenth of a second for the first.
   *
   * @throws ResultsUnreadableException if one of them is no result
   */
  public List<CommittedResult> poll() {
    return records.poll().stream().map(parser::parse).toList();
  }

  /**
   * All results that are committed by now and were not read yet.
   *
   * @throws ResultsUnreadableException if they cannot be read within the timeout
   */
  public List<CommittedResult> readToEnd(Duration timeout) {
    return records.readToEnd(timeout).stream().map(parser::parse).toList();
  }

  @Override
  public void close() {
    records.close();
  }
}
