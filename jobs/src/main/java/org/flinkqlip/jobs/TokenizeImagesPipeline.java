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
 * Images to codes and embeddings: read, tokenize, write. Whoever makes it brings both ends, so that
 * tests and other transports can bring theirs.
 */
public final class TokenizeImagesPipeline {
  private final Source<SourceRecord, ?, ?> source;
  private final OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> tokenizer;
  private final Sink<OutboundRecord> sink;

  /**
   * A pipeline between two ends.
   *
   * @param source image events as they were read
   * @param tokenizer see {@link org.flinkqlip.operators.tokenize.TokenizeOperator}
   * @param sink takes results, dead letters and tombstones
   */
  public TokenizeImagesPipeline(
      Source<SourceRecord, ?, ?> source,
      OneInputStreamOperatorFactory<SourceRecord, OutboundRecord> tokenizer,
      Sink<OutboundRecord> sink) {
    this.source = requireNonNull(source, "source is null");
    this.tokenizer = requireNonNull(tokenizer, "tokenizer is null");
    this.sink = requireNonNull(sink, "sink is null");
  }

  /** Adds the steps to {@code environment}, which the caller then executes. */
  public void addTo(StreamExecutionEnvironment environment) {
    DataStream<SourceRecord> images = read(environment);
    DataStream<OutboundRecord> results = tokenize(images);
    write(results);
  }

  private DataStream<SourceRecord> read(StreamExecutionEnvironment environment) {
    // No step depends on event time; records keep their timestamps all the same.
    return environment
        .fromSource(
            source,
            WatermarkStrategy.noWatermarks(),
            "read images",
            TypeInformation.of(SourceRecord.class))
        .uid("read-images");
  }

  private DataStream<OutboundRecord> tokenize(DataStream<SourceRecord> images) {
    return images
        .transform("tokenize images", TypeInformation.of(OutboundRecord.class), tokenizer)
        .uid("tokenize-images");
  }

  private void write(DataStream<OutboundRecord> results) {
    // A thread of its own: flushes and commits would otherwise keep the device waiting.
    results.sinkTo(sink).name("write results").uid("write-results").disableChaining();
  }
}
