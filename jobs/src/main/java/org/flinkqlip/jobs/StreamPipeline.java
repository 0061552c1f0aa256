// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.jobs;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.flinkqlip.operators.record.OutboundRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * The steps of every job: read, run the model, write. Whoever makes it brings both ends, so that
 * tests and other transports can bring theirs.
 */
public final class StreamPipeline {
  private final Steps steps;
  private final Source<SourceRecord, ?, ?> source;
  private final OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator;
  private final Sink<OutboundRecord> sink;

  /**
   * The names of a job's steps, as Flink shows them; with dashes they are the uids by which a
   * savepoint knows them, so they never change.
   *
   * @param read such as "read images"
   * @param work such as "tokenize images"
   */
  public record Steps(String read, String work) {}

  /**
   * A pipeline between two ends.
   *
   * @param source inputs as they were read
   * @param operator runs the model
   * @param sink takes results, dead letters and tombstones
   */
  public StreamPipeline(
      Steps steps,
      Source<SourceRecord, ?, ?> source,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> operator,
      Sink<OutboundRecord> sink) {
    this.steps = requireNonNull(steps, "steps is null");
    this.source = requireNonNull(source, "source is null");
    this.operator = requireNonNull(operator, "operator is null");
    this.sink = requireNonNull(sink, "sink is null");
  }

  /** Adds the steps to {@code environment}, which the caller then executes. */
  public void addTo(StreamExecutionEnvironment environment) {
    DataStream<SourceRecord> inputs = read(environment);
    DataStream<OutboundRecord> results = run(inputs);
    write(results);
  }

  private DataStream<SourceRecord> read(StreamExecutionEnvironment environment) {
    // No step depends on event time; records keep their timestamps all the same.
    return environment
        .fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            steps.read(),
            TypeInformation.of(SourceRecord.class))
        .uid(uid(steps.read()));
  }

  private DataStream<OutboundRecord> run(DataStream<SourceRecord> inputs) {
    return inputs
        .transform(steps.work(), TypeInformation.of(OutboundRecord.class), operator)
        .uid(uid(steps.work()));
  }

  private void write(DataStream<OutboundRecord> results) {
    // A thread of its own: flushes and commits would otherwise keep the device waiting.
    results.sinkTo(sink).name("write results").uid("write-results").disableChaining();
  }

  private static String uid(String name) {
    return name.replace(' ', '-');
  }
}
