// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flinkqlip.operators.record.SourceRecord;

/** Fails each attempt of a job at one of its first records, so many times in this process. */
final class OftenFailingDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private static final int RECORDS_OF_AN_ATTEMPT = 6;
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static final Queue<ByteBuffer> LEAKED = new ConcurrentLinkedQueue<>();

  private final KafkaRecordDeserializationSchema<SourceRecord> delegate;
  private final int most;
  private final int leak;
  private transient int seen;

  /**
   * Fails.
   *
   * @param most times
   * @param leak native bytes that each failure leaves behind, to see that they are seen
   */
  OftenFailingDeserializer(
      KafkaRecordDeserializationSchema<SourceRecord> delegate, int most, int leak) {
    this.delegate = delegate;
    this.most = most;
    this.leak = leak;
  }

  /** Failures so far. */
  static int failures() {
    return FAILURES.get();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> collector)
      throws IOException {
    if (++seen == RECORDS_OF_AN_ATTEMPT && FAILURES.get() < most) {
      LEAKED.add(ByteBuffer.allocateDirect(leak));
      System.gc(); // what nobody refers to any more, such as Java's HTTP clients, is no leak
      System.out.println(ProcessSample.here(FAILURES.incrementAndGet()));
      throw new IOException("induced failure at offset " + record.offset());
    }
    delegate.deserialize(record, collector);
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return delegate.getProducedType();
  }
}
