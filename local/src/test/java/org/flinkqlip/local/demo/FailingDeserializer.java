// SPDX-License-Identifier: Apache-2.0
package org.flinkqlip.local.demo;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flinkqlip.operators.record.SourceRecord;

/**
 * Passes records on until it is armed; then the job fails, once, a few records later. All instances
 * share the fuse, since Flink makes its own of what a job is built from.
 */
final class FailingDeserializer implements KafkaRecordDeserializationSchema<SourceRecord> {
  private static final long serialVersionUID = 1L;

  private static final AtomicInteger FUSE = new AtomicInteger();

  private final KafkaRecordDeserializationSchema<SourceRecord> delegate;

  FailingDeserializer(KafkaRecordDeserializationSchema<SourceRecord> delegate) {
    this.delegate = delegate;
  }

  /** Lets the job fail at the {@code records}-th record from now on. */
  static void arm(int records) {
    FUSE.set(records);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<SourceRecord> collector)
      throws IOException {
    if (FUSE.get() > 0 && FUSE.decrementAndGet() == 0) {
      throw new IOException("induced failure at offset " + record.offset());
    }
    delegate.deserialize(record, collector);
  }

  @Override
  public TypeInformation<SourceRecord> getProducedType() {
    return delegate.getProducedType();
  }
}
